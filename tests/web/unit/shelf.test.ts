import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { asEntry, type KeptEntry } from '../../../web/src/app/models/shelf.ts';

const options = { recipe: 'playlist', tracks: 12, dim: 50, hyperparameters: { epochs: 2 } };
const about = { id: 'abc', name: 'mine.csv', kind: 'trained', made: 1, size: 5, stopped: null } as const;
const sightings = [{ at: 1, found: 3, of: 30 }];
const heldOutHits = [{ epoch: 1, found: 3, queries: 30 }];
const today = { ...about, info: { ...options, playlists: 0, epochLosses: [0.5], heldOutHits } };

describe('a model kept by an earlier version of the page', () => {
  test('has what it showed as it learnt where it stands today, by its name of today', () => {
    const beside: KeptEntry = { ...about, info: { ...options, epochLosses: [0.5] }, sightings };
    expect(asEntry(beside)).toEqual(today);
    const within: KeptEntry = { ...about, info: { ...options, epochLosses: [0.5], sightings } };
    expect(asEntry(within)).toEqual(today);
    expect(asEntry({ ...within, sightings })).toEqual(today);
    expect(asEntry(today)).toEqual(today);
  });

  test('was taught playlists, where it does not say what', () => {
    expect(asEntry({ ...today, data: { playlists: 2, rows: 9 } }).data).toEqual({ playlists: 2, rows: 9, kind: 'playlists' });
    const history = { playlists: 2, rows: 9, kind: 'history' } as const;
    expect(asEntry({ ...today, data: history }).data).toEqual(history);
  });

  test('carries no playlists, which one of today may', () => {
    expect(asEntry({ ...about, info: { ...options, epochLosses: [0.5] } }).info.playlists).toBe(0);
    const carrying = { ...today, info: { ...today.info, playlists: 7 } };
    expect(asEntry(carrying)).toEqual(carrying);
  });

  test('opens also where nothing of that was kept', () => {
    expect(asEntry({ ...about, info: options })).toEqual({ ...about, info: { ...options, playlists: 0, epochLosses: [], heldOutHits: [] } });
  });
});
