import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { amount, kindOf, nounsOf } from '../../../web/src/app/shared/nouns.ts';

const file = (kind: 'playlists' | 'history', rowsRead = 1) => ({ kind, rowsRead });

describe('what is counted', () => {
  test('is called by what it came from', () => {
    expect(amount(1, 2, 'playlists')).toBe('1 playlist, 2 rows');
    expect(amount(3, 1, 'history')).toBe('3 sessions, 1 play');
    expect([nounsOf('playlists').entry, nounsOf('history').entry]).toEqual(['row', 'entry']);
  });

  test('comes from a history where every file that was read is one', () => {
    expect(kindOf([file('history'), file('history')])).toBe('history');
    expect(kindOf([file('history'), file('playlists', 0)])).toBe('history');
    expect(kindOf([file('history'), file('playlists')])).toBe('playlists');
    expect(kindOf([file('history', 0)])).toBe('playlists');
    expect(kindOf([])).toBe('playlists');
  });
});
