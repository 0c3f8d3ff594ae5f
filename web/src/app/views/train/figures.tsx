import type { Learning } from '../../../worker/protocol';
import { Term } from '../common/term';
import { HitChart, HitsNow } from './hit-chart';

/** How wrong it is, as one figure. */
export function LossNow({ value }: { value: string }) {
  return (
    <p class="loss-now">
      <Term word="How wrong it is">
        The loss: mean binary cross-entropy of its guesses whether two songs stand together. 0.6931 is
        what tossing a coin scores.
      </Term>{' '}
      <span class="number">{value}</span>
    </p>
  );
}

const reasons = {
  original: 'No song is hidden to test it by: the original learns from every row.',
  few: 'No song is hidden to test it by: with so few playlists it needs them all.',
  memory: 'No song is hidden to test it by: there is no memory left to look with.',
};

/** How well it does with songs that were hidden from it. */
export function HiddenSongs({ progress: { epochs, hidden, untested, heldOutHits }, songs }: { progress: Learning; songs: number | undefined }) {
  if (untested) return <p class="small">{reasons[untested]}</p>;
  if (hidden === 0) return null;
  return (
    <>
      {heldOutHits.length > 1 && <HitChart epochs={epochs} heldOutHits={heldOutHits} />}
      <HitsNow hits={heldOutHits.at(-1)} hidden={hidden} songs={songs} />
    </>
  );
}
