import type { ReadReport } from '../../../worker/protocol';
import { kindOf } from '../../shared/nouns';
import * as words from '../../shared/words';
import type { Course, Training } from '../../training/training';
import { Meter } from '../common/meter';
import { HiddenSongs, LossNow } from './figures';
import { LossChart } from './loss-chart';
import { Sketch } from './sketch';

/** A training on its way. */
export function Running({ training, course, report }: { training: Training; course: Course; report: ReadReport | undefined }) {
  const { progress, live, sketch, pace, threads, stage } = course;
  const { share, tokensDone, epoch, epochs, epochLosses, runningLoss, finished } = progress;
  const over = stage === 'over';
  // Where a pass is short, it has often just begun.
  const loss = runningLoss || (epochLosses.at(-1) ?? 0);
  const through = words.count(Math.min(epoch + 1, epochs));
  const left = pace ? `about ${words.duration(pace.secondsLeft)} left` : 'working out how long';
  const now = { running: left, paused: 'at rest', stopping: 'stopping…', over: 'making it searchable…' }[stage];
  return (
    <div class="running">
      <p class="running-head">
        <strong>
          {!over ? 'Pass' : finished ? 'Learnt: pass' : 'Stopped in pass'} {through} of {words.count(epochs)}
        </strong>
        <span>{now}</span>
      </p>
      <Meter label="Training" part={share} text={`${Math.floor(share * 100)} percent, ${now}`} />
      <p class="running-pace small">
        {pace && <span>{words.roughly(pace.perSecond)} {tokensDone > 0 ? 'songs' : 'examples'} a second</span>}
        {threads > 1 && <span>{words.count(threads)} cores</span>}
      </p>
      <Buttons training={training} stage={stage} />
      <p class="small">You can go on searching meanwhile.</p>
      <LossChart epochs={epochs} epochLosses={epochLosses} live={live} />
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
