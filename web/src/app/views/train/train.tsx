import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChosenFile } from '../../../worker/protocol';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';
import type { Experiment } from '../../training/experiment';
import type { Reading } from '../../training/reading';
import { nameOfSource, sampleSource } from '../../training/source';
import type { Training } from '../../training/training';
import { NoticeBox } from '../common/notice';
import { Pick } from '../common/pick';
import { ExperimentForm } from './experiment';
import { Outcome } from './outcome';
import { Enough, Report } from './report';
import { Running } from './running';

interface Parts {
  training: Training;
  reading: Reading;
  onFiles: (files: ChosenFile[]) => void;
}

/** Teach it other playlists: choose them, see what is in them, set the experiment, train. */
export function Train({ experiment, ...parts }: Parts & { experiment: Experiment }) {
  const { training, reading } = parts;
  const { course, ended, fault } = useStore(training);
  const { report } = useStore(reading);
  const panel = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);
  // A preset will do, and the button is what matters.
  const [settingsOpen, setSettingsOpen] = useState(false);
  useFocusAtTurns(course !== undefined, panel, outcome);

  return (
    <div class="train" ref={panel}>
      <h2 id="teach-title" tabIndex={-1}>Teach it your playlists</h2>
      {course ? (
        <Running training={training} course={course} report={report} />
      ) : (
        <>
          {fault && <NoticeBox notice={fault} />}
          {ended && <Outcome ended={ended} heading={outcome} />}
          <Playlists {...parts} />
          <ExperimentForm experiment={experiment} training={training} reading={reading} open={settingsOpen} setOpen={setSettingsOpen} />
        </>
      )}
    </div>
  );
}

/** When a training begins or ends, the button that had the focus is gone: it goes to what took its place. */
function useFocusAtTurns(
  isTraining: boolean, panel: { current: HTMLElement | null }, outcome: { current: HTMLElement | null },
): void {
  const wasTraining = useRef(false);
  useEffect(() => {
    const lost = document.activeElement === document.body || panel.current?.contains(document.activeElement);
    if (isTraining !== wasTraining.current && lost) {
      if (isTraining) panel.current?.querySelector<HTMLElement>('.stop')?.focus();
      else outcome.current?.focus();
    }
    wasTraining.current = isTraining;
  }, [isTraining]);
}

function Playlists({ training, reading, onFiles }: Parts) {
  const { source } = useStore(reading);
  const ownFiles = source.files.length > 0 ? source.files : undefined;
  return (
    <div class="playlists">
      <DropZone onFiles={onFiles} />
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
          <button type="button" class="quiet" onClick={() => void training.learnFrom(sampleSource)}>
            Learn from the sample instead
          </button>
        )}
        <Report reading={reading} />
        <Enough training={training} reading={reading} />
      </div>
    </div>
  );
}

/** Where they are brought, and what is taken. */
function DropZone({ onFiles }: { onFiles: (files: ChosenFile[]) => void }) {
  return (
    <div class="dropzone">
      <p>
        <strong class="for-mice">Drop your playlists anywhere on this page</strong>
        <strong class="for-fingers">Bring your own playlists</strong>
      </p>
      <p>
        <span class="for-mice">or </span>
        <Pick class="inline" multiple onFiles={onFiles}>
          choose files
        </Pick>{' '}
        or{' '}
        <Pick class="inline" folder onFiles={onFiles}>
          a whole folder
        </Pick>
      </p>
      <p class="small">
        What Spotify, Apple Music, iTunes, YouTube, Last.fm and their exporters give, as it is, zipped or not. Also
        players’ playlists (M3U, XSPF, PLS and others), a text with one “artist - title” a line, and any table with
        columns for title and artist.
      </p>
      <p class="privacy">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" />
        </svg>
        Your files never leave this tab.
      </p>
    </div>
  );
}
