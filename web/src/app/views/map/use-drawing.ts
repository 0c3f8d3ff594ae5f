import { useEffect, useRef, useState } from 'preact/hooks';
import { MapDrawing } from '../../map/drawing';
import type { MapData, MapStore } from '../../map/store';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

/** The most songs of a lasso that are marked on the map. */
const mostMarked = 2000;

/** What the person has set on the map itself. */
export interface Hands {
  isLassoing: boolean;
  setLassoing: (is: boolean) => void;
  /** The one hue that is lit; -1: all. */
  only: number;
}

export interface Drawing {
  back: { current: HTMLCanvasElement | null };
  front: { current: HTMLCanvasElement | null };
  drawing: { current: MapDrawing | undefined };
  /** This browser draws no WebGL2. */
  isBlind: boolean;
}

/** The map on two canvases, which shows what the page shows and does what is done on it. */
export function useDrawing(data: MapData, map: MapStore, browsing: Browsing, hands: Hands): Drawing {
  const { pointed, caught } = useStore(map);
  const { view } = useStore(browsing);
  const { isLassoing, setLassoing, only } = hands;
  const back = useRef<HTMLCanvasElement>(null);
  const front = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<MapDrawing>();
  const [isBlind, setBlind] = useState(false);

  useEffect(() => {
    if (!back.current || !front.current) return;
    const made = MapDrawing.on(back.current, front.current, data.points, data.ofTrack, browsing.viewOfAddress(), {
      onPoint: (position) => map.point(position),
      onSelect: (position) => browsing.go(position),
      onCatch: (positions) => {
        setLassoing(false);
        void map.catch(positions);
      },
      onRest: (camera) => browsing.rememberView(camera),
      nameOf: async (position) => words.songTitle((await map.track(position)).title),
    });
    drawing.current = made;
    setBlind(made === undefined);
    return () => made?.release();
  }, [data, map, browsing]);

  useEffect(() => {
    drawing.current?.select(view?.track.position, view?.neighbours.map(({ position }) => position) ?? []);
  }, [view, data]);
  useEffect(() => drawing.current?.point(pointed), [pointed, data]);
  useEffect(() => drawing.current?.mark(caught?.positions.slice(0, mostMarked) ?? []), [caught, data]);
  useEffect(() => drawing.current?.light(only), [only, data]);
  useEffect(() => {
    if (drawing.current) drawing.current.isLassoing = isLassoing;
  }, [isLassoing, data]);
  return { back, front, drawing, isBlind };
}
