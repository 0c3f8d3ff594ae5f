import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { RequestError } from '../../../web/src/worker/client.ts';
import { Builder, type KeptPlaylist, type Surroundings } from '../../../web/src/app/playlist/builder.ts';
import { trap } from './fake-port.ts';

const song = (position: number, title = `song ${position}`) => ({ position, artist: 'artist', title, count: 1 });
const kept = (...tracks: { position: number; title: string }[]): KeptPlaylist => ({
  name: 'Sunday', tracks: tracks.map(({ position, title }) => ({ position, artist: 'artist', title })), unlike: [],
  knobs: { popularity: 0.5, onePerArtist: true, otherArtists: false },
});

function setUp(stored?: KeptPlaylist) {
  const world = {
    continue: vi.fn<Surroundings['continue']>(async (_model, { known }) => known.map((position) => ({ ...song(position + 100), score: 1 }))),
    track: vi.fn<Surroundings['track']>(async (_model, position) => {
      if (position > 50) throw new Error('no such track');
      return song(position);
    }),
    find: vi.fn<Surroundings['find']>(async (_model, text) => (text.includes('song 7') ? [song(7)] : [])),
    load: vi.fn<Surroundings['load']>(async () => stored),
    keep: vi.fn<Surroundings['keep']>(async () => undefined),
    announce: vi.fn<Surroundings['announce']>(),
  };
  return { world, builder: new Builder(world) };
}

const positions = (builder: Builder) => builder.state.playlist.tracks.map(({ position }) => position);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the builder', () => {
  test('asks what goes with the whole playlist after every change, as the knobs say', async () => {
    const { world, builder } = setUp();
    await builder.open(3, 'sample');
    builder.add(song(1), song(2));
    builder.avoid(song(9));
    builder.turn({ popularity: -0.5, onePerArtist: true, otherArtists: true });
    await settled();
    expect(world.continue).toHaveBeenLastCalledWith(3, {
      known: [1, 2], unlike: [9], popularity: -0.5, mostPerArtist: 1, leavesOutArtists: true, limit: 10,
    });
    expect(builder.state.suggestions.map(({ position }) => position)).toEqual([101, 102]);
  });

  test('a slow answer never stands over a later one', async () => {
    const { world, builder } = setUp();
    await builder.open(1, 'sample');
    let answer: () => void = () => undefined;
    world.continue.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve([{ ...song(99), score: 1 }]))));
    builder.add(song(1));
    builder.add(song(2));
    await settled();
    answer();
    await settled();
    expect(builder.state.suggestions.map(({ position }) => position)).toEqual([101, 102]);
  });

  test('undoes step by step, and says what', async () => {
    const { builder } = setUp();
    await builder.open(1, 'sample');
    builder.add(song(1), song(2));
    builder.move(0, 1);
    expect([positions(builder), builder.state.undo]).toEqual([[2, 1], 'moving song 1']);
    builder.clear();
    expect(positions(builder)).toEqual([]);
    builder.undo();
    expect(positions(builder)).toEqual([2, 1]);
    builder.undo();
    expect(positions(builder)).toEqual([1, 2]);
    builder.undo();
    expect([positions(builder), builder.state.undo]).toEqual([[], undefined]);
    builder.undo();
    expect(positions(builder)).toEqual([]);
  });

  test('does again what was undone, until something else is done', async () => {
    const { world, builder } = setUp();
    await builder.open(1, 'sample');
    builder.add(song(1), song(2));
    builder.move(0, 1);
    builder.avoid(song(9));
    builder.redo();
    expect([positions(builder), builder.state.redo]).toEqual([[2, 1], undefined]);
    builder.undo();
    builder.undo();
    expect([positions(builder), builder.state.undo, builder.state.redo]).toEqual([[1, 2], 'adding 2 songs', 'moving song 1']);
    builder.turn({ popularity: 1 });
    builder.rename('Sunday');
    builder.redo();
    builder.redo();
    expect([positions(builder), builder.state.playlist.unlike.map(({ position }) => position)]).toEqual([[2, 1], [9]]);
    expect([builder.state.playlist.knobs.popularity, builder.state.playlist.name]).toEqual([1, 'Sunday']);
    expect([builder.state.undo, builder.state.redo]).toEqual(['“not like song 9”', undefined]);
    expect(world.announce).toHaveBeenLastCalledWith('Done again: “not like song 9”.');
    builder.undo();
    builder.add(song(3));
    expect(builder.state.redo).toBeUndefined();
    await builder.open(2, 'abc');
    expect([builder.state.undo, builder.state.redo]).toEqual([undefined, undefined]);
  });

  test('keeps what it has by name, and finds it again where it stands by then', async () => {
    const { world, builder } = setUp(kept(song(1), { position: 33, title: 'song 7' }, { position: 60, title: 'gone' }));
    await builder.open(1, 'abc');
    expect(world.load).toHaveBeenCalledWith('abc');
    expect(positions(builder)).toEqual([1, 7]);
    expect(builder.state.lost).toBe(1);
    expect(builder.state.playlist.knobs.popularity).toBe(0.5);
    builder.remove(song(1));
    expect(world.keep).toHaveBeenLastCalledWith('abc', kept(song(7)));
  });

  test('loses nothing where somebody is quicker than the storage', async () => {
    const { world, builder } = setUp(kept(song(1)));
    const opening = builder.open(1, 'sample');
    builder.add(song(2));
    expect(world.keep).not.toHaveBeenCalled();
    await opening;
    expect(positions(builder)).toEqual([1, 2]);
    expect(world.keep).toHaveBeenLastCalledWith('sample', kept(song(1), song(2)));
  });

  test('another model has another playlist', async () => {
    const { builder } = setUp();
    await builder.open(1, 'sample');
    builder.add(song(1));
    await builder.open(2, 'abc');
    expect([positions(builder), builder.state.undo, builder.state.suggestions]).toEqual([[], undefined, []]);
  });

  test('a link’s playlist takes the place of the one there was, which undoing brings back', async () => {
    const { builder } = setUp(kept(song(1)));
    void builder.open(1, 'sample');
    await builder.receive([4, 99, 3]);
    expect([positions(builder), builder.state.undo]).toEqual([[4, 3], 'taking the playlist of the link']);
    builder.undo();
    expect(positions(builder)).toEqual([1]);
    await builder.receive([1]);
    expect(builder.state.undo).toBeUndefined();
  });

  test('a death is no empty answer: it says so, and asks again', async () => {
    const { world, builder } = setUp();
    await builder.open(1, 'sample');
    world.continue.mockRejectedValueOnce(new RequestError(trap));
    builder.add(song(1));
    await settled();
    expect(builder.state).toMatchObject({ suggestions: [], fault: 'Segue\'s core stopped: unreachable.' });
    await builder.again();
    expect(builder.state.fault).toBe('');
    expect(builder.state.suggestions.map(({ position }) => position)).toEqual([101]);
    await builder.again();
    expect(world.continue).toHaveBeenCalledTimes(2);
  });

  test('a death loses no song of a kept playlist, nor those added meanwhile', async () => {
    const { world, builder } = setUp(kept(song(1), { position: 33, title: 'song 7' }));
    world.find.mockRejectedValueOnce(new RequestError(trap));
    await builder.open(1, 'abc');
    expect(builder.state.fault).not.toBe('');
    builder.add(song(2));
    expect(world.keep).not.toHaveBeenCalled();
    await builder.again();
    expect([positions(builder), builder.state.lost, builder.state.fault]).toEqual([[1, 7, 2], 0, '']);
    expect(world.keep).toHaveBeenLastCalledWith('abc', kept(song(1), song(7), song(2)));
  });

  test('a link’s playlist is not taken in part', async () => {
    const { world, builder } = setUp();
    await builder.open(1, 'sample');
    world.track.mockImplementation(async (_model, position) => {
      if (position === 3) throw new RequestError(trap);
      return song(position);
    });
    await expect(builder.receive([4, 3])).rejects.toThrow('unreachable');
    expect(positions(builder)).toEqual([]);
  });
});
