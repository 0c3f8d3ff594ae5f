import type { Track } from '../../../worker/protocol';
import { listenLinks } from '../../shared/listen-links';

/** Looks a song up elsewhere, in a tab of its own that learns nothing of this one. */
export function ListenLinks({ track }: { track: Track }) {
  return (
    <p class="listen-links">
      <span>Find it on</span>
      {listenLinks(track).map(({ name, url }) => (
        <a key={name} href={url} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
          {name}
          <span class="unseen"> (opens a new tab)</span>
        </a>
      ))}
    </p>
  );
}
