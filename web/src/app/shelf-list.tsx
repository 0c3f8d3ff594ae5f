import type { Session, State } from './session';
import * as words from './words';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The models at hand: the sample's, and those that this browser keeps. */
export function Shelf({ session, state }: { session: Session; state: State }) {
  const { entries, searched } = state;
  if (entries.length === 0) return null;
  const current = searched?.entry?.id;
  return (
    <section class="shelf" aria-labelledby="shelf-title">
      <h3 id="shelf-title">Your models</h3>
      <p class="small">Kept in this browser, for you alone, until you forget them.</p>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <p class="shelf-name">
              <bdi>{entry.name}</bdi>
            </p>
            <p class="small">
              {words.several(entry.info.tracks, 'song')}, {words.bytes(entry.size)},{' '}
              {entry.kind === 'opened' ? 'opened' : entry.stopped ? `stopped in pass ${entry.stopped.epoch + 1} of ${entry.stopped.epochs},` : 'trained'}{' '}
              {when.format(entry.made)}
            </p>
            <p class="actions">
              {searched && entry.id === current ? (
                <span class="in-use">In use</span>
              ) : (
                <button type="button" class="quiet" onClick={() => session.search(entry.id)}>
                  Use<span class="unseen"> {entry.name}</span>
                </button>
              )}
              <button type="button" class="quiet" onClick={() => void session.forget(entry.id)}>
                Forget<span class="unseen"> {entry.name}</span>
              </button>
            </p>
          </li>
        ))}
        <li>
          <p class="shelf-name">The sample</p>
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
    </section>
  );
}
