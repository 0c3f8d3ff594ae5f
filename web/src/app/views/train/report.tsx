import { Meter, partOf } from '../common/meter';
import { NoticeBox } from '../common/notice';
import type { Reading } from '../../training/reading';
import type { Training } from '../../training/training';
import { useStore } from '../../shared/store';
import { kindOf, nounsOf } from '../../shared/nouns';
import * as words from '../../shared/words';
import { Faults, Guessed, Merged, Stopped, Told, WhatItIs } from './files-read';

/** What was found in the playlists. */
export function Report({ reading: store }: { reading: Reading }) {
  const { reading, report, unread, source } = useStore(store);
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
  const { list, row, entry } = nounsOf(kindOf(files));
  const told = problems.length < rowsSkipped ? `the first ${problems.length} were` : 'each was';
  return (
    <div class={reading ? 'report old' : 'report'} aria-busy={reading !== undefined}>
      <dl>
        <div>
          <dt>{words.plural(list)}</dt>
          <dd>{words.count(playlists)}</dd>
        </div>
        <div>
          <dt>songs</dt>
          <dd>{words.count(tracks)}</dd>
        </div>
        <div>
          <dt>{words.plural(row)} read</dt>
          <dd>{words.count(rowsRead)}</dd>
        </div>
        <div>
          <dt>{words.plural(entry)} skipped</dt>
          <dd>{words.count(rowsSkipped)}</dd>
        </div>
      </dl>
      {source.files.length === 0 && <p class="small">Real songs in playlists that a program made up.</p>}
      {rowsRepaired > 0 && (
        <p class="small">
          {words.several(rowsRepaired, entry)} held letters that are not UTF-8; they show as <bdi>{'\uFFFD'}</bdi>.
        </p>
      )}
      {more && <p class="small">There are more {words.plural(row)} in the file: raise “Rows to read” to learn from them, too.</p>}
      <Guessed files={files} />
      <Faults files={files} />
      <Stopped files={files} />
      {problems.length > 0 && (
        <details>
          <summary>Why {told} skipped</summary>
          <ul class="skipped">
            {problems.map((problem) => (
              <Told key={`${problem.file}:${problem.line}:${problem.column}:${problem.record}`} place={words.place(problem)} what={problem.reason} />
            ))}
          </ul>
        </details>
      )}
      <WhatItIs files={files} />
      <Merged merged={merged} />
    </div>
  );
}

/** Whether there is enough to learn from; where there is not, the sample can be added. */
export function Enough({ training, reading }: { training: Training; reading: Reading }) {
  const { report, source } = useStore(reading);
  if (!report || source.files.length === 0) return null;
  const { readiness, playlists, sharedTracks } = report.enough;
  const kind = kindOf(report.files);
  const { list } = nounsOf(kind);
  const blended = source.own.length > 0;
  return (
    <>
      {readiness === 'enough' && <p class="small">That is enough to learn from.</p>}
      {readiness === 'little' && (
        <p class="small">
          That is little to learn from: {words.several(playlists, list)} of two songs or more, and{' '}
          {words.several(sharedTracks, 'song')} that several of them share. What it finds will be mostly chance. More of{' '}
          {kind === 'history' ? 'your history helps' : 'your playlists help'}, and so does the sample.
        </p>
      )}
      {readiness === 'nothing' && (
        <p class="small">
          There is nothing to learn from in it: no {list} has two different songs. Give it longer ones, or the sample
          as well.
        </p>
      )}
      {(readiness !== 'enough' || blended) && (
        <button type="button" class="quiet" onClick={() => void training.blend(!blended)}>
          {blended ? 'Leave the sample out again' : 'Learn from the sample, too'}
        </button>
      )}
    </>
  );
}
