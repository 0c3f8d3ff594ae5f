import type { Track } from '../../../worker/protocol';
import { Facts, shortFactsOf } from './facts';
import * as words from '../../shared/words';

/**
 * A song's name. Names come from files that anybody may have written: always text, never markup, and
 * each alone in a <bdi>, so that a right-to-left name cannot reorder what stands beside it.
 */
export function Song({ track, facts = false }: { track: Omit<Track, 'position' | 'count'>; facts?: boolean }) {
  const known = facts ? shortFactsOf(track) : [];
  return (
    <span class="song">
      <bdi class="song-title">{words.songTitle(track.title)}</bdi>
      <span class="unseen"> by </span>
      <span class="song-line">
        <bdi class="song-artist">{words.artistName(track.artist)}</bdi>
        {known.length > 0 && (
          <span class="song-facts">
            <span class="unseen">, </span>
            <Facts facts={known} />
          </span>
        )}
      </span>
    </span>
  );
}
