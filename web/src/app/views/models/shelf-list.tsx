import { useEffect, useRef, useState } from 'preact/hooks';
import { Compare } from './compare';
import { optionText, type Candidate } from '../../models/comparison';
import { useKeptFocus } from '../common/kept-focus';
import type { Comparison } from '../../models/comparison';
import type { Models } from '../../models/models';
import { clearedAt, type Entry } from '../../models/shelf';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import { amount } from '../../shared/nouns';
import * as words from '../../shared/words';
import { useSaving } from './saving';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface Parts {
  models: Models;
  browsing: Browsing;
}

/** The models at hand: the sample's, and those that this browser keeps. */
export function Shelf({ comparison, ...parts }: Parts & { comparison: Comparison }) {
  const { entries, forgotten } = useStore(parts.models);
  return entries.length + forgotten.length > 0 ? <Kept {...parts} comparison={comparison} /> : null;
}

function Kept({ models, browsing, comparison }: Parts & { comparison: Comparison }) {
  const { entries, forgotten, searched } = useStore(models);
  const { view } = useStore(browsing);
  const shelf = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever has forgotten a model is where that can be undone.
  useKeptFocus(shelf, () => shelf.current?.querySelector<HTMLElement>(`[data-forgotten="${lastForgotten(forgotten)}"] button`) ?? heading.current);
  const current = searched?.entry?.id;
  const isShared = (name: string): boolean => entries.filter((entry) => entry.name === name).length > 1;
  const candidates: Candidate[] = [
    ...entries.map(({ id, name, size, made, info }) => {
      const date = when.format(made);
      return { id, name: isShared(name) ? `${name}, ${date}` : name, bytes: size, made: date, info };
    }),
    { id: undefined, name: 'The sample', bytes: undefined, made: 'beforehand', info: undefined },
  ];
  return (
    <section class="shelf" aria-labelledby="shelf-title" ref={shelf}>
      <h3 id="shelf-title" ref={heading} tabIndex={-1}>Your models</h3>
      <p class="small">Kept in this browser, for you alone, until you forget them.</p>
      <ul>
        {[...entries, ...forgotten].sort((one, other) => other.made - one.made).map((entry) =>
          entry.forgotten === undefined
            ? <Model key={entry.id} models={models} browsing={browsing} entry={entry} isInUse={searched !== undefined && entry.id === current} />
            : <Forgotten key={entry.id} models={models} entry={entry} />)}
        <li>
          <p class="shelf-name two-lines">The sample</p>
          <p class="small">Trained beforehand by the same program, natively.</p>
          <p class="actions">
            {searched && current === undefined ? (
              <span class="in-use">In use</span>
            ) : (
              <button type="button" class="quiet" onClick={() => browsing.search(undefined)}>
                Use<span class="unseen"> the sample</span>
              </button>
            )}
          </p>
        </li>
      </ul>
      <Compare comparison={comparison} track={view?.track} candidates={candidates} />
    </section>
  );
}

/** The one that was forgotten last. */
function lastForgotten(forgotten: Entry[]): string {
  return [...forgotten].sort((one, other) => (other.forgotten ?? 0) - (one.forgotten ?? 0))[0]?.id ?? '';
}

/** A model that was forgotten, until its bytes are cleared away. */
function Forgotten({ models, entry }: { models: Models; entry: Entry }) {
  const { id, name, info, size } = entry;
  return (
    <li class="forgotten" data-forgotten={id}>
      <p class="shelf-name two-lines">
        <bdi>{name}</bdi>
      </p>
      <p class="small">
        Forgotten: {words.several(info.tracks, 'song')}, {words.bytes(size)}. It can be had back until {day.format(clearedAt(entry))}, unless
        the space is needed before. Your playlist stays as it is.
      </p>
      <p class="actions">
        <button type="button" class="quiet" onClick={() => void models.recall(id)}>
          Undo<span class="unseen"> forgetting {name}</span>
        </button>
        <button type="button" class="quiet" onClick={() => void models.clear(id)}>
          Delete <span class="unseen">{name} </span>for good
        </button>
      </p>
    </li>
  );
}

function Model({ models, browsing, entry, isInUse }: Parts & { entry: Entry; isInUse: boolean }) {
  const [isNaming, setNaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const saving = useSaving(entry.info.playlists, entry.data?.kind, (withPlaylists) => models.download(entry.id, withPlaylists));
  const { name, info, size, kind, stopped, made } = entry;
  const hits = info.heldOutHits.at(-1);

  const leave = (wanted: string | undefined): void => {
    if (wanted !== undefined) void models.rename(entry.id, wanted);
    setNaming(false);
    requestAnimationFrame(() => rename.current?.focus());
  };

  return (
    <li>
      {isNaming ? (
        <Naming name={name} onLeave={leave} />
      ) : (
        <p class="shelf-name two-lines">
          <bdi>{name}</bdi>
        </p>
      )}
      <p class="small">
        {words.several(info.tracks, 'song')}, {words.bytes(size)},{' '}
        {kind === 'opened' ? 'opened' : stopped ? `stopped in pass ${words.pass(stopped)},` : 'trained'}{' '}
        {when.format(made)}
        {hits && <>, finds {words.hits(hits)} hidden songs</>}
      </p>
      <HowMade entry={entry} />
      <p class="actions">
        {isInUse ? (
          <span class="in-use">In use</span>
        ) : (
          <button type="button" class="quiet" onClick={() => browsing.search(entry.id)}>
            Use<span class="unseen"> {name}</span>
          </button>
        )}
        <button ref={rename} type="button" class="quiet" onClick={() => setNaming(true)}>
          Rename<span class="unseen"> {name}</span>
        </button>
        <button {...saving.button}>
          Download<span class="unseen"> {name}</span>
        </button>
        <button type="button" class="quiet" onClick={() => void models.forget(entry.id)}>
          Forget<span class="unseen"> {name}</span>
        </button>
      </p>
      {saving.choice}
    </li>
  );
}

/** Its name as it is, to be typed anew; `onLeave` gets the new one, or undefined where there is to be none. */
function Naming({ name, onLeave }: { name: string; onLeave: (wanted: string | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <form
      class="naming"
      onSubmit={(event) => {
        event.preventDefault();
        onLeave(input.current?.value);
      }}
    >
      <input
        ref={input}
        type="text"
        aria-label={`New name of ${name}`}
        value={name}
        maxLength={100}
        autocomplete="off"
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave(undefined);
        }}
      />
      <button type="submit" class="quiet">Save name</button>
    </form>
  );
}

/** What it was taught, how, and how it did. */
function HowMade({ entry: { name, data, info } }: { entry: Entry }) {
  const lastLoss = info.epochLosses.at(-1);
  const options = Object.entries(info.hyperparameters);
  return (
    <details class="how-made">
      <summary>
        How it was made<span class="unseen">: {name}</span>
      </summary>
      <dl class="small">
        {data && (
          <>
            <dt>Taught</dt>
            <dd>{amount(data.playlists, data.rows, data.kind)}</dd>
          </>
        )}
        <dt>Recipe</dt>
        <dd>{info.recipe}</dd>
        {options.length > 0 && (
          <>
            <dt>Options</dt>
            <dd>{options.map(([option, value]) => `${option} ${optionText(option, value)}`).join(', ')}</dd>
          </>
        )}
        {lastLoss !== undefined && (
          <>
            <dt>Last loss</dt>
            <dd>{words.loss(lastLoss)}</dd>
          </>
        )}
      </dl>
    </details>
  );
}
