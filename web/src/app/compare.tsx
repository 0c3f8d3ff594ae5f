import { useState } from 'preact/hooks';
import { differences, type Answer, type Candidate } from './comparison';
import type { Session } from './session';
import type { State } from './state';
import { Song } from './song';
import { useStore } from './store';
import * as words from './words';

const sampleKey = 'sample';
const keyOf = ({ id }: Candidate): string => id ?? sampleKey;

/** Two models side by side: in what they differ, and what each says of the song in hand. */
export function Compare({ session, state, candidates }: { session: Session; state: State; candidates: Candidate[] }) {
  const { comparison } = session;
  const { answers, song, isBusy, fault } = useStore(comparison);
  const [chosen, setChosen] = useState<[string, string]>();
  const known = (key: string | undefined): Candidate | undefined => candidates.find((one) => keyOf(one) === key);
  const one = known(chosen?.[0]) ?? candidates[0];
  const other = known(chosen?.[1]) ?? candidates.find((candidate) => candidate !== one);
  const track = state.view?.track;
  if (!one || !other || !track) return null;
  const choose = (place: 0 | 1, key: string): void => {
    comparison.close();
    setChosen(place === 0 ? [key, keyOf(other)] : [keyOf(one), key]);
  };
  return (
    <div class="compare">
      <h3>Compare two</h3>
      <div class="compare-choice">
        <Choice label="First model" candidates={candidates} value={keyOf(one)} onChange={(key) => choose(0, key)} />
        <Choice label="Second model" candidates={candidates} value={keyOf(other)} onChange={(key) => choose(1, key)} />
      </div>
      <button
        type="button"
        class="button"
        disabled={isBusy || one === other}
        onClick={() => void comparison.compare(one, other, track)}
      >
        {isBusy ? 'Asking both…' : 'What do they say?'}
      </button>
      {fault && <p class="problem" role="alert">{fault}</p>}
      {answers && song && <Outcome answers={answers} song={song} />}
    </div>
  );
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

function Outcome({ answers, song }: { answers: [Answer, Answer]; song: { artist: string; title: string } }) {
  const [one, other] = answers;
  const lines = differences(one.about, other.about);
  const keysOf = ({ neighbours = [] }: Answer): string[] => neighbours.map((track) => words.fullName(track).toLowerCase());
  const both = new Set(keysOf(one).filter((key) => keysOf(other).includes(key)));
  return (
    <div class="compare-outcome" role="status">
      {lines.length === 0 ? (
        <p class="small">They were made alike.</p>
      ) : (
        <table>
          <caption class="unseen">In what they differ</caption>
          <thead>
            <tr>
              <th scope="col"><span class="unseen">What</span></th>
              <th scope="col"><bdi class="clip">{one.name}</bdi></th>
              <th scope="col"><bdi class="clip">{other.name}</bdi></th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.what}>
                <th scope="row">{line.what}</th>
                <td class="number">{line.one}</td>
                <td class="number">{line.other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        Closest to <strong><bdi>{words.songTitle(song.title)}</bdi></strong>: {words.several(both.size, 'song')} in both
      </p>
      <div class="compare-lists">
        <Neighbours answer={one} both={both} />
        <Neighbours answer={other} both={both} />
      </div>
    </div>
  );
}

function Neighbours({ answer, both }: { answer: Answer; both: Set<string> }) {
  if (!answer.neighbours) return <p class="small">This model does not know the song.</p>;
  return (
    <ol>
      {answer.neighbours.map((track) => {
        const shared = both.has(words.fullName(track).toLowerCase());
        return (
          <li key={track.position} class={shared ? 'shared' : undefined}>
            <Song track={track} />
            {shared && <span class="unseen"> (in both)</span>}
          </li>
        );
      })}
    </ol>
  );
}
