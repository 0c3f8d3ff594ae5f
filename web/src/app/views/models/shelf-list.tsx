import { useEffect, useRef, useState } from 'preact/hooks';
import { Compare } from './compare';
import { optionText, type Candidate } from '../../models/comparison';
import { useKeptFocus } from '../common/kept-focus';
import type { Session } from '../../session/session';
import type { State } from '../../session/state';
import type { Entry } from '../../models/shelf';
import * as words from '../../shared/words';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The models at hand: the sample's, and those that this browser keeps. */
export function Shelf({ session, state }: { session: Session; state: State }) {
  return state.entries.length > 0 ? <Models session={session} state={state} /> : null;
}

function Models({ session, state }: { session: Session; state: State }) {
  const { entries, searched } = state;
  const shelf = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(shelf, () => heading.current);
  const current = searched?.entry?.id;
  const isShared = (name: string): boolean => entries.filter((entry) => entry.name === name).length > 1;
  const candidates: Candidate[] = [
    ...entries.map(({ id, name, size, made, sightings = [] }) => {
      const date = when.format(made);
      return { id, name: isShared(name) ? `${name}, ${date}` : name, bytes: size, made: date, sightings };
    }),
    { id: undefined, name: 'The sample', bytes: undefined, made: 'beforehand', sightings: [] },
  ];
  return (
    <section class="shelf" aria-labelledby="shelf-title" ref={shelf}>
      <h3 id="shelf-title" ref={heading} tabIndex={-1}>Your models</h3>
      <p class="small">Kept in this browser, for you alone, until you forget them.</p>
      <ul>
        {entries.map((entry) => (
          <Kept key={entry.id} session={session} entry={entry} isInUse={searched !== undefined && entry.id === current} />
        ))}
        <li>
          <p class="shelf-name two-lines">The sample</p>
          <p class="small">Trained beforehand by the same program, natively.</p>
          <p class="actions">
            {searched && current === undefined ? (
              <span class="in-use">In use</span>
            ) : (
              <button type="button" class="quiet" onClick={() => session.search(undefined)}>
                Use<span class="unseen"> the sample</span>
              </button>
            )}
          </p>
        </li>
      </ul>
      <Compare session={session} state={state} candidates={candidates} />
    </section>
  );
}

function Kept({ session, entry, isInUse }: { session: Session; entry: Entry; isInUse: boolean }) {
  const [isNaming, setNaming] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const rename = useRef<HTMLButtonElement>(null);
  const { name, info, size, kind, stopped, made } = entry;
  const sighting = entry.sightings?.at(-1);

  useEffect(() => {
    if (isNaming) input.current?.select();
  }, [isNaming]);

  const leave = (isMeant: boolean): void => {
    if (isMeant && input.current) void session.rename(entry.id, input.current.value);
    setNaming(false);
    requestAnimationFrame(() => rename.current?.focus());
  };

  return (
    <li>
      {isNaming ? (
        <form
          class="naming"
          onSubmit={(event) => {
            event.preventDefault();
            leave(true);
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
              if (event.key === 'Escape') leave(false);
            }}
          />
          <button type="submit" class="quiet">Save name</button>
        </form>
      ) : (
        <p class="shelf-name two-lines">
          <bdi>{name}</bdi>
        </p>
      )}
      <p class="small">
        {words.several(info.tracks, 'song')}, {words.bytes(size)},{' '}
        {kind === 'opened' ? 'opened' : stopped ? `stopped in pass ${stopped.epoch + 1} of ${stopped.epochs},` : 'trained'}{' '}
        {when.format(made)}
        {sighting && <>, finds {words.hits(sighting)} hidden songs</>}
      </p>
      <HowMade entry={entry} />
      <p class="actions">
        {isInUse ? (
          <span class="in-use">In use</span>
        ) : (
          <button type="button" class="quiet" onClick={() => session.search(entry.id)}>
            Use<span class="unseen"> {name}</span>
          </button>
        )}
        <button ref={rename} type="button" class="quiet" onClick={() => setNaming(true)}>
          Rename<span class="unseen"> {name}</span>
        </button>
        <button type="button" class="quiet" onClick={() => void session.downloadKept(entry.id)}>
          Download<span class="unseen"> {name}</span>
        </button>
        <button type="button" class="quiet" onClick={() => void session.forget(entry.id)}>
          Forget<span class="unseen"> {name}</span>
        </button>
      </p>
    </li>
  );
}

/** What it was taught, how, and how it did. */
function HowMade({ entry: { name, data, info } }: { entry: Entry }) {
  // Kept by an earlier version of the page, it has none.
  const lastLoss = info.epochLosses?.at(-1);
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
            <dd>{words.several(data.playlists, 'playlist')}, {words.several(data.rows, 'row')}</dd>
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
