import type { FileReport, ReadReport } from '../../../worker/protocol';
import { Meter, partOf } from '../common/meter';
import { NoticeBox } from '../common/notice';
import type { Reading } from '../../training/reading';
import type { Training } from '../../training/training';
import { useStore } from '../../shared/store';
import { amount, kindOf, nounsOf } from '../../shared/nouns';
import * as words from '../../shared/words';

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
  const told = problems.length < rowsSkipped ? `the first ${problems.length}` : 'each';
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
          {read.map(({ file, format, kind, playlists, rowsRead, withoutSongs }) => (
            <li key={file}>
              <span class="where">
                <bdi>{file}</bdi>
              </span>{' '}
              {withoutSongs ? format : `${format}: ${amount(playlists, rowsRead, kind)}`}
            </li>
          ))}
          {leftOut.map(({ file, what, rows }) => (
            <li key={`${file} ${what}`}>
              <span class="where">
                <bdi>{file}</bdi>
              </span>{' '}
              Left out: {what} ({words.count(rows)}).
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
            <span class="where">
              <bdi>{spelling}</bdi>
            </span>{' '}
            is <bdi>{track}</bdi>
          </li>
        ))}
      </ul>
    </details>
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
