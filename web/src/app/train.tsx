import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChosenFile, FileReport, ReadReport } from '../worker/protocol';
import { LossChart } from './loss-chart';
import { Meter, partOf } from './meter';
import { NoticeBox } from './notice';
import { Pick } from './pick';
import { presetOf, presets } from './presets';
import { nameOfSource, sampleSource, type Session, type State } from './session';
import { fieldsOf, textOf, usualSettings, type Field, type Recipe } from './settings';
import { Term } from './term';
import * as words from './words';

/** Teach it other playlists: choose them, see what is in them, set the experiment, train. */
export function Train({ session, state }: { session: Session; state: State }) {
  const panel = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);
  const wasTraining = useRef(false);
  const training = state.training !== undefined;
  // On a small screen the usual settings are fine and the button is what matters.
  const [settingsOpen, setSettingsOpen] = useState(() => matchMedia('(min-width: 48rem)').matches);

  useEffect(() => {
    // The button that had the focus is gone: go to what took its place.
    const lost = document.activeElement === document.body || panel.current?.contains(document.activeElement);
    if (training !== wasTraining.current && lost) {
      if (training) panel.current?.querySelector<HTMLElement>('.stop')?.focus();
      else outcome.current?.focus();
    }
    wasTraining.current = training;
  }, [training]);

  return (
    <div class="train" ref={panel}>
      <h2 id="teach-title" tabIndex={-1}>Teach it your playlists</h2>
      {state.training ? (
        <Running session={session} state={state} />
      ) : (
        <>
          {state.trainingNotice && <NoticeBox notice={state.trainingNotice} />}
          {state.result && <Outcome state={state} heading={outcome} />}
          <Playlists session={session} state={state} />
          <Experiment session={session} state={state} open={settingsOpen} setOpen={setSettingsOpen} />
        </>
      )}
    </div>
  );
}

function Playlists({ session, state }: { session: Session; state: State }) {
  const { source } = state;
  const ownFiles = source.files.length > 0 ? source.files : undefined;
  const receive = (files: ChosenFile[]): void => void session.receive(files);
  return (
    <div class="playlists">
      <div class="dropzone">
        <p>
          <strong>Drop your playlists anywhere</strong>, or{' '}
          <Pick class="inline" multiple onFiles={receive}>
            choose files
          </Pick>{' '}
          or{' '}
          <Pick class="inline" folder onFiles={receive}>
            a whole folder
          </Pick>
        </p>
        <p class="small">
          What Spotify, Exportify, Last.fm, ListenBrainz, iTunes and Apple Music export, as it is, zipped or not. Also M3U,
          XSPF and JSPF, a text with one “artist - title” a line, and CSV files with the columns{' '}
          <code>artistname</code>, <code>trackname</code>, <code>playlistname</code>.
        </p>
        <p class="privacy">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" />
          </svg>
          Your files never leave this tab.
        </p>
      </div>
      <div class="source">
        <p class="source-name">
          {ownFiles ? (
            <>
              <bdi>{nameOfSource(source)}</bdi>{' '}
              <span class="small">{words.bytes(ownFiles.reduce((sum, { file }) => sum + file.size, 0))}</span>
            </>
          ) : (
            'The sample playlists'
          )}
        </p>
        {ownFiles && (
          <button type="button" class="quiet" onClick={() => void session.learnFrom(sampleSource)}>
            Learn from the sample instead
          </button>
        )}
        <Report state={state} />
        <Enough session={session} state={state} />
      </div>
    </div>
  );
}

/** What was found in the playlists. */
function Report({ state }: { state: State }) {
  const { reading, report, unread, source } = state;
  if (unread) return <NoticeBox notice={unread} />;
  if (reading && !report) {
    return (
      <>
        <p class="small">Reading{reading.done > 0 ? `: ${words.bytes(reading.done)}` : '…'}</p>
        <Meter label="Reading the playlists" part={partOf(reading)} />
      </>
    );
  }
  if (!report) return null;
  const { files, rowsRead, rowsSkipped, rowsRepaired, playlists, tracks, problems, merged, more } = report;
  const told = problems.length < rowsSkipped ? `the first ${problems.length}` : 'each';
  return (
    <div class={reading ? 'report old' : 'report'} aria-busy={reading !== undefined}>
      <dl>
        <div>
          <dt>playlists</dt>
          <dd>{words.count(playlists)}</dd>
        </div>
        <div>
          <dt>songs</dt>
          <dd>{words.count(tracks)}</dd>
        </div>
        <div>
          <dt>rows read</dt>
          <dd>{words.count(rowsRead)}</dd>
        </div>
        <div>
          <dt>rows skipped</dt>
          <dd>{words.count(rowsSkipped)}</dd>
        </div>
      </dl>
      {source.files.length === 0 && <p class="small">Real songs in playlists that a program made up.</p>}
      {rowsRepaired > 0 && (
        <p class="small">
          {words.several(rowsRepaired, 'row')} held letters that are not UTF-8; they show as <bdi>{'\uFFFD'}</bdi>.
        </p>
      )}
      {more && <p class="small">There are more rows in the file: raise “Rows to read” to learn from them, too.</p>}
      <Faults files={files} />
      {problems.length > 0 && (
        <details>
          <summary>Why {told} was skipped</summary>
          <ul class="skipped">
            {problems.map((problem) => (
              <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.record}`}>
                <span class="where">
                  <bdi>{words.place(problem)}</bdi>
                </span>{' '}
                <bdi>{words.sentence(problem.reason)}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <WhatItIs files={files} />
      <Merged merged={merged} />
    </div>
  );
}

/** Files that could not be read, beside others that could. */
function Faults({ files }: { files: FileReport[] }) {
  const faults = files.flatMap(({ fault, passedOver }) => (fault && !passedOver ? [fault] : []));
  if (faults.length === 0) return null;
  return (
    <div class="notice failure" role="alert">
      <p class="notice-title">{words.several(faults.length, 'file')} could not be read. The others are here.</p>
      <ul class="listed">
        {faults.map((fault) => (
          <li key={fault.file}>
            <span class="where">
              <bdi>{words.place(fault)}</bdi>
            </span>{' '}
            <bdi>{words.sentence(fault.message)}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each file turned out to be. */
function WhatItIs({ files }: { files: FileReport[] }) {
  const read = files.filter(({ format }) => format !== '');
  const passedOver = files.filter((file) => file.passedOver);
  const leftOut = read.flatMap((file) => file.leftOut.map((one) => ({ ...one, file: file.file })));
  return (
    <>
      <details>
        <summary>What {read.length === 1 ? 'the file is' : `the ${words.count(read.length)} files are`}</summary>
        <ul class="listed">
          {read.map(({ file, format, playlists, rowsRead }) => (
            <li key={file}>
              <span class="where">
                <bdi>{file}</bdi>
              </span>{' '}
              {format}: {words.several(playlists, 'playlist')}, {words.several(rowsRead, 'row')}
            </li>
          ))}
          {leftOut.map(({ file, what, rows }) => (
            <li key={`${file} ${what}`}>
              <span class="where">
                <bdi>{file}</bdi>
              </span>{' '}
              Left out {words.count(rows)} {what}.
            </li>
          ))}
        </ul>
      </details>
      {passedOver.length > 0 && (
        <details>
          <summary>{words.several(passedOver.length, 'other file')} passed over, as no playlists</summary>
          <ul class="listed">
            {passedOver.map(({ file }) => (
              <li key={file}>
                <bdi>{file}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Which spellings were taken for one song. */
function Merged({ merged }: { merged: ReadReport['merged'] }) {
  if (merged.spellings === 0) return null;
  return (
    <details>
      <summary>{words.several(merged.spellings, 'other spelling')} taken for the same song</summary>
      <ul class="listed">
        {merged.examples.map(({ spelling, track }) => (
          <li key={spelling}>
            <bdi>{spelling}</bdi> is <bdi>{track}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Whether there is enough to learn from; where there is not, the sample can be added. */
function Enough({ session, state }: { session: Session; state: State }) {
  const { report, source } = state;
  if (!report || source.files.length === 0) return null;
  const { readiness, playlists, sharedTracks } = report.enough;
  const blended = source.own.length > 0;
  return (
    <>
      {readiness === 'enough' && <p class="small">That is enough to learn from.</p>}
      {readiness === 'little' && (
        <p class="small">
          That is little to learn from: {words.several(playlists, 'playlist')} of two songs or more, and{' '}
          {words.several(sharedTracks, 'song')} that several of them share. What it finds will be mostly chance. More of
          your playlists help, and so does the sample.
        </p>
      )}
      {(readiness === 'little' || blended) && (
        <button type="button" class="quiet" onClick={() => void session.blend(!blended)}>
          {blended ? 'Leave the sample out again' : 'Learn from the sample, too'}
        </button>
      )}
    </>
  );
}

const recipes: { recipe: Recipe; label: string }[] = [
  { recipe: 'playlist', label: 'Segue’s own' },
  { recipe: 'seed', label: 'The original' },
];

function Experiment({ session, state, open, setOpen }: {
  session: Session;
  state: State;
  open: boolean;
  setOpen: (open: boolean) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [moreOpen, setMoreOpen] = useState(false);
  const { settings, circumstances, unread } = state;
  const { recipe } = settings;
  const fields = fieldsOf(recipe, circumstances);
  const usual = usualSettings(recipe, circumstances);
  const changed = fields.some(({ name }) => textOf(settings, name) !== textOf(usual, name));
  const blocked = unread !== undefined || state.report === undefined;
  const rare = fields.filter((field) => field.rare);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = await session.train();
    if (!wrong) return;
    setOpen(true);
    if (rare.some(({ name }) => name === wrong)) setMoreOpen(true);
    requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>(`#setting-${wrong}`)?.focus());
  };

  return (
    <form ref={form} class="experiment" noValidate onSubmit={(event) => void submit(event)}>
      <Presets session={session} state={state} />
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>How it should learn</summary>
        <fieldset class="recipes">
          <legend class="field-head">
            Recipe{' '}
            <Term word="?" label="About: Recipe">
              <code>recipe</code> “Segue’s own” (playlist) is skip-gram with negative sampling, as word2vec does it:
              fast, and it reads the whole file. “The original” (seed) is song2vec’s experiment to the letter, the
              same on every machine, bit for bit.
            </Term>
          </legend>
          {recipes.map(({ recipe: one, label }) => (
            <label key={one}>
              <input type="radio" name="recipe" checked={one === recipe} onChange={() => session.choose(one)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <Fields session={session} state={state} fields={fields.filter((field) => !field.rare)} />
        {rare.length > 0 && (
          <details open={moreOpen} onToggle={(event) => setMoreOpen(event.currentTarget.open)}>
            <summary>More settings</summary>
            <Fields session={session} state={state} fields={rare} />
          </details>
        )}
        {changed && (
          <button type="button" class="quiet" onClick={() => session.resetSettings()}>
            Back to the usual settings
          </button>
        )}
      </details>
      <button type="submit" class="button primary" disabled={blocked}>
        Train
      </button>
    </form>
  );
}

/** For whoever wants no settings: how much patience there is. */
function Presets({ session, state }: { session: Session; state: State }) {
  const current = presetOf(state.settings, state.circumstances);
  const what = presets.find(({ preset }) => preset === current)?.what ?? 'Settings of your own.';
  return (
    <div class="presets" role="group" aria-label="How much patience?">
      <div class="preset-buttons">
        {presets.map(({ preset, label }) => (
          <button key={preset} type="button" aria-pressed={preset === current} onClick={() => session.prefer(preset)}>
            {label}
          </button>
        ))}
      </div>
      <p class="small">{what}</p>
    </div>
  );
}

function Fields({ session, state, fields }: { session: Session; state: State; fields: readonly Field[] }) {
  return (
    <div class="fields">
      {fields.map(({ name, label, term, help, smallest, largest, word }) => {
        const problem = state.problems[name];
        return (
          <div class="field" key={name}>
            <div class="field-head">
              <label for={`setting-${name}`}>{label}</label>
              <Term word="?" label={`About: ${label}`}>
                <code>{term}</code> {help}
              </Term>
            </div>
            <input
              id={`setting-${name}`}
              name={term}
              type="text"
              inputMode={word || smallest < 0 ? 'text' : 'decimal'}
              autocomplete="off"
              readOnly={smallest === largest}
              value={textOf(state.settings, name)}
              aria-invalid={problem !== undefined}
              aria-describedby={problem ? `problem-${name}` : undefined}
              onInput={(event) => session.change(name, event.currentTarget.value)}
              onBlur={(event) => {
                // What comes of it may move the page: never under a click on its way to a button.
                const next = event.relatedTarget;
                if (next instanceof HTMLButtonElement && next.type === 'submit') return;
                setTimeout(() => session.settle(name), 200);
              }}
            />
            {problem && (
              <p class="problem" id={`problem-${name}`}>
                {problem}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

function Running({ session, state }: { session: Session; state: State }) {
  const { training } = state;
  if (!training) return null;
  const { progress, live, pace, threads, stage } = training;
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
      <LossChart epochs={epochs} epochLosses={epochLosses} live={live} />
      <LossNow value={loss > 0 ? words.loss(loss) : '…'} />
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

function Outcome({ state, heading }: { state: State; heading: { current: HTMLHeadingElement | null } }) {
  const { result } = state;
  if (!result) return null;
  const { progress, stopped, seconds, info, threads } = result;
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
      {threads > 1 && <p class="small">{words.count(threads)} cores learnt at once: the same again would come out a little different.</p>}
      {epochLosses.length > 1 && <LossChart epochs={epochs} epochLosses={epochLosses} live={[]} />}
      {last !== undefined && <LossNow value={words.loss(last)} />}
      <button type="button" class="quiet" onClick={() => document.getElementById('search')?.focus()}>
        Search it
      </button>
    </div>
  );
}
