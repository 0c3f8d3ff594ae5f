import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChosenFile } from '../../../worker/protocol';
import { Experiment } from './experiment';
import { NoticeBox } from '../common/notice';
import { Pick } from '../common/pick';
import { Enough, Report } from './report';
import { Outcome, Running } from './running';
import type { Session } from '../../session/session';
import type { State } from '../../session/state';
import { nameOfSource, sampleSource } from '../../training/source';
import * as words from '../../shared/words';

/** Teach it other playlists: choose them, see what is in them, set the experiment, train. */
export function Train({ session, state }: { session: Session; state: State }) {
  const panel = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);
  const wasTraining = useRef(false);
  const training = state.training !== undefined;
  // A preset will do, and the button is what matters.
  const [settingsOpen, setSettingsOpen] = useState(false);

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
          <strong class="for-mice">Drop your playlists anywhere on this page</strong>
          <strong class="for-fingers">Bring your own playlists</strong>
        </p>
        <p>
          <span class="for-mice">or </span>
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
        <p class="source-name two-lines">
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
