import type { ReadReport } from '../../../worker/protocol';
import { kindOf } from '../../shared/nouns';
import * as words from '../../shared/words';
import { isWeighing, passesOf, phaseOf, timeLeft, type Course, type Training } from '../../training/training';
import { Meter } from '../common/meter';
import { chartEnd } from './chart-end';
import { HiddenSongs, LossNow } from './figures';
import { LossChart } from './loss-chart';
import { Sketch } from './sketch';

/** A training on its way. */
export function Running({ training, course, report }: { training: Training; course: Course; report: ReadReport | undefined }) {
  const { progress, live, sketch, pace, threads, isUntilLearnt, stage } = course;
  const { share, tokensDone, epoch, epochs, epochLosses, runningLoss, isOpen } = progress;
  const over = stage === 'over';
  // Where a pass is short, it has often just begun.
  const loss = runningLoss || (epochLosses.at(-1) ?? 0);
  const weighs = isWeighing(progress);
  const left = weighs ? 'weighing its answers' : pace ? timeLeft(pace, progress) : 'working out how long';
  const now = { running: left, paused: 'at rest', stopping: 'stopping…', over: 'making it searchable…' }[stage];
  return (
    <div class={stage === 'paused' ? 'running resting' : 'running'}>
      <p class="running-head">
        <strong>
          {!over ? 'Pass' : epoch === epochs ? 'Learnt: pass' : 'Stopped in pass'} {words.pass({ epoch, epochs: passesOf(progress) })}
        </strong>
        <span>{now}</span>
      </p>
      {/* The share of the most passes that there may be would leap once the last one is known. */}
      {isOpen
        ? <Meter label="Training" part={undefined} text={now} />
        : <Meter label="Training" part={share} text={`${Math.floor(share * 100)} percent, ${now}`} />}
      {(isUntilLearnt || weighs) && !over && <p class="small">{phaseOf(progress)}</p>}
      <p class="running-pace small">
        {pace && !weighs && <span>{words.roughly(pace.perSecond)} {tokensDone > 0 ? 'songs' : 'examples'} a second</span>}
        {threads > 1 && <span>{words.count(threads)} cores</span>}
      </p>
      <Buttons training={training} stage={stage} />
      <p class="small">You can go on searching meanwhile.</p>
      <LossChart epochs={chartEnd(progress)} epochLosses={epochLosses} live={live} />
      <LossNow value={loss > 0 ? words.loss(loss) : '…'} />
      <HiddenSongs progress={progress} songs={report?.tracks} kind={kindOf(report?.files ?? [])} />
      {sketch && <Sketch sketch={sketch} isOver={false} />}
    </div>
  );
}

function Buttons({ training, stage }: { training: Training; stage: Course['stage'] }) {
  return (
    <div class="running-buttons">
      <button
        type="button"
        class="button"
        disabled={stage !== 'running' && stage !== 'paused'}
        onClick={() => training.pause(stage === 'running')}
      >
        {stage === 'paused' ? 'Go on' : 'Pause'}
      </button>
      <button
        type="button"
        class="button stop"
        disabled={stage !== 'running' && stage !== 'paused'}
        onClick={() => training.stop()}
      >
        Stop, and use what it learnt
      </button>
    </div>
  );
}
