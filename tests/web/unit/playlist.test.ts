import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import {
  awayFrom, cleared, emptyPlaylist, holds, movedTrack, noLongerAwayFrom, withoutTrack, withTracks,
} from '../../../web/src/app/playlist/playlist.ts';

const song = (position: number) => ({ position, artist: `artist ${position}`, title: `song ${position}`, count: 1 });
const made = (...positions: number[]) => withTracks(emptyPlaylist, positions.map(song));
const positions = ({ tracks }: { tracks: { position: number }[] }) => tracks.map(({ position }) => position);

describe('the playlist', () => {
  test('takes songs at its end, each once', () => {
    expect(positions(withTracks(made(1, 2), [song(3), song(1), song(3)]))).toEqual([1, 2, 3]);
    expect(holds(made(1, 2).tracks, 2)).toBe(true);
    expect(holds(made(1, 2).tracks, 3)).toBe(false);
  });

  test('gives a song back, and nothing else', () => {
    expect(positions(withoutTrack(made(1, 2, 3), 2))).toEqual([1, 3]);
    expect(positions(withoutTrack(made(1, 2, 3), 9))).toEqual([1, 2, 3]);
  });

  test('moves a song up, down, to the ends and no further', () => {
    expect(positions(movedTrack(made(1, 2, 3, 4), 0, 2))).toEqual([2, 3, 1, 4]);
    expect(positions(movedTrack(made(1, 2, 3, 4), 3, 1))).toEqual([1, 4, 2, 3]);
    expect(positions(movedTrack(made(1, 2, 3), 1, 99))).toEqual([1, 3, 2]);
    expect(positions(movedTrack(made(1, 2, 3), 1, -99))).toEqual([2, 1, 3]);
    expect(positions(movedTrack(made(1, 2, 3), 7, 0))).toEqual([1, 2, 3]);
  });

  test('holds no song that it is to stay away from', () => {
    const away = awayFrom(made(1, 2), song(2));
    expect([positions(away), away.unlike.map(({ position }) => position)]).toEqual([[1], [2]]);
    expect(awayFrom(away, song(2)).unlike).toHaveLength(1);
    const back = withTracks(away, [song(2)]);
    expect([positions(back), back.unlike]).toEqual([[1, 2], []]);
    expect(noLongerAwayFrom(away, 2).unlike).toEqual([]);
  });

  test('keeps its name and its wishes when it is cleared', () => {
    const playlist = { ...made(1), name: 'Sunday', knobs: { popularity: 1, onePerArtist: true, otherArtists: false } };
    expect(cleared(playlist)).toEqual({ ...playlist, tracks: [], unlike: [] });
  });
});
