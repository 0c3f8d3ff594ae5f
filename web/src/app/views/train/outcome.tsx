import { nounsOf } from '../../shared/nouns';
import * as words from '../../shared/words';
import { passesOf, type Ended } from '../../training/training';
import { chartEnd } from './chart-end';
import { Findings, HiddenSongs, LossNow } from './figures';
import { LossChart } from './loss-chart';
import { Sketch } from './sketch';

/** What came of it. */
export function Outcome({ ended, heading }: { ended: Ended; heading: { current: HTMLHeadingElement | null } }) {
  const { progress, stopped, seconds, info, kind, threads, sketch } = ended;
  const last = progress.epochLosses.at(-1);
  const { epoch, epochLosses } = progress;
  return (
    <div class="outcome">
      <h3 ref={heading} tabIndex={-1}>
        {stopped ? `Stopped in pass ${words.pass({ epoch, epochs: passesOf(progress) })}` : `It has learnt these ${words.plural(nounsOf(kind).list)}`}
      </h3>
      <p>
        {stopped
          ? 'Your searches now ask what it had learnt by then.'
          : `${words.several(info.tracks, 'song')} in ${words.duration(seconds)}. Your searches now ask what it learnt.`}
      </p>
      <Findings progress={progress} isWhole={!stopped} kind={kind} />
      <button type="button" class="quiet" onClick={() => document.getElementById('search')?.focus()}>
        Search it
      </button>
      {threads > 1 && <p class="small">{words.count(threads)} cores learnt at once: the same again would come out a little different.</p>}
      {epochLosses.length > 1 && <LossChart epochs={chartEnd(progress)} epochLosses={epochLosses} live={[]} />}
      {last !== undefined && <LossNow value={words.loss(last)} />}
      {(progress.untested || progress.heldOutHits.length > 0) && <HiddenSongs progress={progress} songs={info.tracks} kind={kind} />}
      {sketch && <Sketch sketch={sketch} isOver />}
    </div>
  );
}
