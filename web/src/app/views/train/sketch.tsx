import { useEffect, useRef } from 'preact/hooks';
import type { MapSketch } from '../../../worker/protocol';
import { SketchPicture } from '../../training/sketch-picture';
import * as words from '../../shared/words';

/** The map of a model while it learns: the songs glide as it comes to know them. Only for eyes; the words say what it is. */
export function Sketch({ sketch, isOver }: { sketch: MapSketch; isOver: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useRef<SketchPicture>();

  useEffect(() => {
    if (!canvas.current) return;
    const made = SketchPicture.on(canvas.current);
    picture.current = made;
    return () => made?.release();
  }, []);
  useEffect(() => picture.current?.glideTo(sketch), [sketch]);

  const songs = words.several(sketch.places.length / 2, 'song');
  return (
    <figure class="sketch">
      <canvas ref={canvas} aria-hidden="true" />
      <figcaption class="small">
        {sketch.places.length === 0 ? 'Drawing the map…' : isOver
          ? `The map of the ${songs}: those that keep the same company lie close together.`
          : `${songs}, finding their places as it learns: those that keep the same company draw together.`}
      </figcaption>
    </figure>
  );
}
