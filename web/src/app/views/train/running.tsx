import type { Learning } from '../../../worker/protocol';
import { HitChart, HitsNow } from './hit-chart';
import { LossChart } from './loss-chart';
import { Meter } from '../common/meter';
import type { Session } from '../../session/session';
import type { State } from '../../session/state';
import { Sketch } from './sketch';
import { Term } from '../common/term';
import * as words from '../../shared/words';

/** A training on its way. */
export function Running({ session, state }: { session: Session; state: State }) {
  const { training } = state;
  if (!training) return null;
  const { progress, live, sketch, pace, threads, stage } = training;
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
      <div class="running-buttons">
        <button
          type="button"
          class="button"
          disabled={stage !== 'running' && stage !== 'paused'}
          onClick={() => session.pause(stage === 'running')}
        >
          {stage === 'paused' ? 'Go on' : 'Pause'}
        </button>
        <button
          type="button"
          class="button stop"
          disabled={stage !== 'running' && stage !== 'paused'}
          onClick={() => session.stop()}
        >
          Stop, and use what it learnt
        </button>
      </div>
      <p class="small">You can go on searching meanwhile.</p>
      <LossChart epochs={epochs} epochLosses={epochLosses} live={live} />
      <LossNow value={loss > 0 ? words.loss(loss) : '…'} />
      <Test progress={progress} songs={state.report?.tracks} />
      {sketch && <Sketch sketch={sketch} isOver={false} />}
    </div>
  );
}

function LossNow({ value }: { value: string }) {
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
function Test({ progress: { epochs, hidden, untested, sightings }, songs }: { progress: Learning; songs: number | undefined }) {
  if (untested) return <p class="small">{reasons[untested]}</p>;
  if (hidden === 0) return null;
  return (
    <>
      {sightings.length > 1 && <HitChart epochs={epochs} sightings={sightings} />}
      <HitsNow sighting={sightings.at(-1)} hidden={hidden} songs={songs} />
    </>
  );
}

/** What came of it. */
export function Outcome({ state, heading }: { state: State; heading: { current: HTMLHeadingElement | null } }) {
  const { result } = state;
  if (!result) return null;
  const { progress, stopped, seconds, info, threads, sketch } = result;
  const last = progress.epochLosses.at(-1);
  const { epoch, epochs, epochLosses } = progress;
  return (
    <div class="outcome">
      <h3 ref={heading} tabIndex={-1}>
        {stopped ? `Stopped in pass ${epoch + 1} of ${epochs}` : 'It has learnt these playlists'}
      </h3>
      <p>
        {stopped
          ? 'Your searches now ask what it had learnt by then.'
          : `${words.several(info.tracks, 'song')} in ${words.duration(seconds)}. Your searches now ask what it learnt.`}
      </p>
      <button type="button" class="quiet" onClick={() => document.getElementById('search')?.focus()}>
        Search it
      </button>
      {threads > 1 && <p class="small">{words.count(threads)} cores learnt at once: the same again would come out a little different.</p>}
      {epochLosses.length > 1 && <LossChart epochs={epochs} epochLosses={epochLosses} live={[]} />}
      {last !== undefined && <LossNow value={words.loss(last)} />}
      <Test progress={progress} songs={info.tracks} />
      {sketch && <Sketch sketch={sketch} isOver />}
    </div>
  );
}
