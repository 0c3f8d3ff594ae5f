import type { Learning } from '../../../worker/protocol';
import { Term } from '../common/term';
import { nounsOf, type Kind } from '../../shared/nouns';
import * as words from '../../shared/words';
import { chartEnd } from './chart-end';
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

function reasonOf(untested: NonNullable<Learning['untested']>, kind: Kind): string {
  const { list, row } = nounsOf(kind);
  switch (untested) {
    case 'original': return `the original learns from every ${row}`;
    case 'few': return `with so few ${words.plural(list)} it needs them all`;
  }
}

/** What it found of the hidden songs in the end. Where it went all the way, also what that says of what it was taught. */
export function Findings({ progress: { heldOutHits, popularHits }, isWhole, kind }: {
  progress: Learning;
  isWhole: boolean;
  kind: Kind;
}) {
  const last = heldOutHits.at(-1);
  if (!last) return null;
  return (
    <p class="findings">
      {words.findings(last, popularHits)}
      {isWhole && last.found <= popularHits &&
        ` These ${words.plural(nounsOf(kind).list)} have hardly a song in common, so it has learnt little but what is popular.`}
    </p>
  );
}

/** How well it does with songs that were hidden from it. */
export function HiddenSongs({ progress, songs, kind }: {
  progress: Learning;
  songs: number | undefined;
  kind: Kind;
}) {
  const { hidden, untested, heldOutHits } = progress;
  if (untested) return <p class="small">No song is hidden to test it by: {reasonOf(untested, kind)}.</p>;
  if (hidden === 0) return null;
  return (
    <>
      {heldOutHits.length > 1 && <HitChart epochs={chartEnd(progress)} heldOutHits={heldOutHits} />}
      <HitsNow hits={heldOutHits.at(-1)} hidden={hidden} songs={songs} kind={kind} />
    </>
  );
}
