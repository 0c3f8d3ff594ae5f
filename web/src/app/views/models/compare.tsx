import { useState } from 'preact/hooks';
import { CompareCharts } from './compare-charts';
import { differences, mostCompared, type Answer, type Candidate, type Comparison } from '../../models/comparison';
import type { Track } from '../../../worker/protocol';
import { Song } from '../common/song';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

const sampleKey = 'sample';
const keyOf = ({ id }: Candidate): string => id ?? sampleKey;
const ordinals = ['First', 'Second', 'Third', 'Fourth'];

/** Two models or more side by side: in what they differ, how they learnt, and what each says of the song in hand. */
export function Compare({ comparison, track, candidates }: { comparison: Comparison; track: Track | undefined; candidates: Candidate[] }) {
  const { answers, song, isBusy, fault } = useStore(comparison);
  const [keys, setKeys] = useState<string[]>([]);
  const chosen = choose(candidates, keys);
  if (chosen.length < 2 || !track) return null;
  const change = (next: Candidate[]): void => {
    comparison.close();
    setKeys(next.map(keyOf));
  };
  const free = candidates.find((candidate) => !chosen.includes(candidate));
  return (
    <div class="compare">
      <h3>Compare</h3>
      <div class="compare-choice">
        {chosen.map((candidate, place) => (
          <Choice
            key={place}
            label={`${ordinals[place]} model`}
            candidates={candidates}
            value={keyOf(candidate)}
            onChange={(key) => change(chosen.map((one, at) => (at === place ? candidates.find((other) => keyOf(other) === key) ?? one : one)))}
          />
        ))}
      </div>
      <p class="actions">
        {free && chosen.length < mostCompared && (
          <button type="button" class="quiet" onClick={() => change([...chosen, free])}>
            Add another model
          </button>
        )}
        {chosen.length > 2 && (
          <button type="button" class="quiet" onClick={() => change(chosen.slice(0, -1))}>
            Take the last one out
          </button>
        )}
      </p>
      <button
        type="button"
        class="button"
        disabled={isBusy || new Set(chosen).size < chosen.length}
        onClick={() => void comparison.compare(chosen, track)}
      >
        {isBusy ? 'Asking them…' : 'What do they say?'}
      </button>
      {fault && <p class="problem" role="alert">{fault}</p>}
      {answers && song && <Outcome answers={answers} song={song} />}
    </div>
  );
}

/** The models of these keys that there still are; where there are less than two, the first ones. */
function choose(candidates: Candidate[], keys: string[]): Candidate[] {
  const known = keys.flatMap((key) => candidates.filter((candidate) => keyOf(candidate) === key));
  return known.length >= 2 ? known : candidates.slice(0, 2);
}

function Choice({ label, candidates, value, onChange }: {
  label: string;
  candidates: Candidate[];
  value: string;
  onChange: (key: string) => void;
}) {
  return (
    <label class="choice">
      <span class="unseen">{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {candidates.map((candidate) => (
          <option key={keyOf(candidate)} value={keyOf(candidate)}>
            {candidate.name}
          </option>
        ))}
      </select>
    </label>
  );
}

const keyOfSong = (track: { artist: string; title: string }): string => words.fullName(track).toLowerCase();

function Outcome({ answers, song }: { answers: Answer[]; song: { artist: string; title: string } }) {
  const lines = differences(answers.map(({ about }) => about));
  const [first = [], ...others] = answers.map(({ neighbours = [] }) => neighbours.map(keyOfSong));
  const shared = new Set(first.filter((key) => others.every((keys) => keys.includes(key))));
  const inAll = answers.length === 2 ? 'in both' : `in all ${answers.length}`;
  return (
    <div class="compare-outcome" role="status">
      {lines.length === 0 ? (
        <p class="small">They were made alike.</p>
      ) : (
        <div class="compare-table" tabIndex={0} role="group" aria-label="In what they differ">
          <table style={{ minInlineSize: `${5.25 * (answers.length + 1)}rem` }}>
            <caption class="unseen">In what they differ</caption>
            <thead>
              <tr>
                <th scope="col"><span class="unseen">What</span></th>
                {answers.map(({ name }, place) => <th key={place} scope="col"><bdi class="clip">{name}</bdi></th>)}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ what, values }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  {values.map((value, place) => <td key={place} class="number">{value}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <CompareCharts answers={answers} />
      <p>
        Closest to <strong><bdi>{words.songTitle(song.title)}</bdi></strong>: {words.several(shared.size, 'song')} {inAll}
      </p>
      <div class="compare-lists">
        {answers.map((answer, place) => <Neighbours key={place} answer={answer} shared={shared} inAll={inAll} hasName={answers.length > 2} />)}
      </div>
    </div>
  );
}

function Neighbours({ answer, shared, inAll, hasName }: { answer: Answer; shared: Set<string>; inAll: string; hasName: boolean }) {
  return (
    <div>
      {hasName && <p class="small"><bdi class="clip">{answer.name}</bdi></p>}
      {!answer.neighbours ? (
        <p class="small">This model does not know the song.</p>
      ) : (
        <ol>
          {answer.neighbours.map((track) => {
            const isShared = shared.has(keyOfSong(track));
            return (
              <li key={track.position} class={isShared ? 'shared' : undefined}>
                <Song track={track} />
                {isShared && <span class="unseen"> ({inAll})</span>}
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
