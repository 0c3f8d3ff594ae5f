import { describe, expect, test, vi } from '../../../web/test-tools/unit.ts';
import { MapStore, type MapSurroundings } from '../../../web/src/app/map/store.ts';
import { RequestError } from '../../../web/src/worker/client.ts';
import { trap } from './fake-port.ts';

const points = Float32Array.of(0, 0, 0.5, 0.5);
const song = (position: number) => ({ position, artist: 'artist', title: `song ${position}`, count: 1 });

function setUp() {
  const world = {
    map: vi.fn<MapSurroundings['map']>(async () => points),
    genres: vi.fn<MapSurroundings['genres']>(async () => ({ names: ['rock'], of: Uint16Array.of(1, 1) }) as never),
    clusters: vi.fn<MapSurroundings['clusters']>(async () => Uint8Array.of(1, 1)),
    layOut: vi.fn<MapSurroundings['layOut']>(() => ({ done: Promise.resolve(points), cancel: () => undefined })),
    track: vi.fn<MapSurroundings['track']>(async (_model, position) => song(position)),
    keep: vi.fn<MapSurroundings['keep']>(async () => undefined),
    announce: vi.fn<MapSurroundings['announce']>(),
  };
  return { world, map: new MapStore(world, true) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the map of a model', () => {
  test('that could not be fetched is fetched again, and not drawn anew', async () => {
    const { world, map } = setUp();
    world.map.mockRejectedValueOnce(new RequestError(trap)).mockRejectedValueOnce(new RequestError(trap));
    map.open(1);
    await settled();
    expect(map.state).toMatchObject({ stage: 'failed', fault: 'Segue\'s core stopped: unreachable.' });
    await map.again();
    expect(map.state.stage).toBe('failed');
    await map.retry();
    expect(map.state).toMatchObject({ stage: 'ready', fault: '', data: { points } });
    expect(world.layOut).not.toHaveBeenCalled();
    await map.again();
    expect(world.map).toHaveBeenCalledTimes(3);
  });

  test('that could not be drawn is drawn again only where somebody wants it', async () => {
    const { world, map } = setUp();
    world.map.mockResolvedValueOnce(null);
    map.open(1);
    await settled();
    world.layOut.mockReturnValueOnce({ done: Promise.reject(new RequestError(trap)), cancel: () => undefined });
    await map.draw();
    expect(map.state.stage).toBe('failed');
    await map.again();
    expect(map.state.stage).toBe('failed');
    await map.retry();
    expect(map.state.stage).toBe('ready');
  });

  test('asks again for a name that it did not get, and for others once', async () => {
    const { world, map } = setUp();
    map.open(1);
    world.track.mockRejectedValueOnce(new RequestError(trap));
    await expect(map.track(2)).rejects.toThrow();
    expect(await map.track(2)).toEqual(song(2));
    expect(await map.track(2)).toEqual(song(2));
    expect(world.track).toHaveBeenCalledTimes(2);
  });

  test('is there, also where it could not be kept', async () => {
    const { world, map } = setUp();
    world.keep.mockRejectedValueOnce(new RequestError(trap));
    map.open(1);
    await map.draw();
    expect(map.state.stage).toBe('ready');
  });
});
