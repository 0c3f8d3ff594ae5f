import type { FileReport, ReadReport } from '../../../worker/protocol';
import { amount } from '../../shared/nouns';
import * as words from '../../shared/words';

/** Something to say of a place in a file. */
export function Told({ place, what }: { place: string; what: string }) {
  return (
    <li>
      <span class="where">
        <bdi>{place}</bdi>
      </span>{' '}
      <bdi>{words.sentence(what)}</bdi>
    </li>
  );
}

/** Files that could not be read, beside others that could. */
export function Faults({ files }: { files: FileReport[] }) {
  const faults = files.flatMap(({ fault, passedOver }) => (fault && !passedOver ? [fault] : []));
  if (faults.length === 0) return null;
  return (
    <div class="notice failure" role="alert">
      <p class="notice-title">{words.several(faults.length, 'file')} could not be read. The others are here.</p>
      <ul class="listed">
        {faults.map((fault) => (
          <Told key={fault.file} place={words.place(fault)} what={fault.message} />
        ))}
      </ul>
    </div>
  );
}

/** Files of which the rest is missing: that is more than a row that was skipped. */
export function Stopped({ files }: { files: FileReport[] }) {
  const stopped = files.flatMap((file) => (file.stopped ? [{ file: file.file, reason: file.stopped.reason }] : []));
  if (stopped.length === 0) return null;
  return (
    <div class="notice failure" role="alert">
      <p class="notice-title">{words.several(stopped.length, 'file')} could not be read to the end. What was read is here.</p>
      <ul class="listed">
        {stopped.map(({ file, reason }) => (
          <Told key={file} place={file} what={reason} />
        ))}
      </ul>
    </div>
  );
}

/** Files whose letters were read by a guess. */
export function Guessed({ files }: { files: FileReport[] }) {
  const guessed = files.filter(({ encodingGuessed }) => encodingGuessed);
  const [first] = guessed;
  if (!first) return null;
  return (
    <p class="small">
      {guessed.length === 1 ? <>The letters of <bdi class="where">{first.file}</bdi></> : `The letters of ${words.count(guessed.length)} files`} were
      read as Windows-1252, which is a guess. If names look wrong, save the file as UTF-8 and choose it again.
    </p>
  );
}

/** What each file turned out to be. */
export function WhatItIs({ files }: { files: FileReport[] }) {
  const read = files.filter(({ format }) => format !== '');
  const passedOver = files.filter((file) => file.passedOver);
  return (
    <>
      <details>
        <summary>What {read.length === 1 ? 'the file is' : `the ${words.count(read.length)} files are`}</summary>
        <ul class="listed">
          {read.map((file) => (
            <OneFile key={file.file} file={file} />
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

/** One file: its form, how much is in it, which columns were read as what, and what was no song. */
function OneFile({ file: { file, format, kind, playlists, rowsRead, columns, leftOut, withoutSongs } }: { file: FileReport }) {
  return (
    <li>
      <p class="where">
        <bdi>{file}</bdi>
      </p>
      <p>{words.capital(withoutSongs ? format : `${format}: ${amount(playlists, rowsRead, kind)}`)}</p>
      {columns.length > 0 && (
        <p>
          Columns read:{' '}
          {columns.map(({ column, meaning }, index) => (
            <span key={column}>
              {index > 0 && ', '}
              <bdi class="where">{column}</bdi> as {meaning}
            </span>
          ))}
        </p>
      )}
      {leftOut.length > 0 && <p>Left out: {leftOut.map(({ what, rows }) => `${what} (${words.count(rows)})`).join(', ')}</p>}
    </li>
  );
}

/** Which spellings were taken for one song. */
export function Merged({ merged }: { merged: ReadReport['merged'] }) {
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
