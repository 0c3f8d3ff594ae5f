import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { asEntry, type KeptEntry } from '../../../web/src/app/models/shelf.ts';

const options = { recipe: 'playlist', tracks: 12, dim: 50, hyperparameters: { epochs: 2 } };
const about = { id: 'abc', name: 'mine.csv', kind: 'trained', made: 1, size: 5, stopped: null } as const;
const sightings = [{ at: 1, found: 3, of: 30 }];

describe('a model kept by an earlier version of the page', () => {
  test('has what it showed as it learnt where it stands today', () => {
    const beside: KeptEntry = { ...about, info: { ...options, epochLosses: [0.5] }, sightings };
    expect(asEntry(beside)).toEqual({ ...about, info: { ...options, epochLosses: [0.5], sightings } });
    const twice: KeptEntry = { ...about, info: { ...options, epochLosses: [0.5], sightings }, sightings };
    expect(asEntry(twice)).toEqual({ ...about, info: { ...options, epochLosses: [0.5], sightings } });
  });

  test('opens also where nothing of that was kept', () => {
    expect(asEntry({ ...about, info: options })).toEqual({ ...about, info: { ...options, epochLosses: [], sightings: [] } });
  });
});
