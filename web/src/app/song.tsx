import type { Track } from '../worker/protocol';
import * as words from './words';

/**
 * A song's name. Names come from files that anybody may have written: always text, never markup, and
 * each alone in a <bdi>, so that a right-to-left name cannot reorder what stands beside it.
 */
export function Song({ track }: { track: Pick<Track, 'artist' | 'title'> }) {
  return (
    <span class="song">
      <bdi class="song-title">{words.songTitle(track.title)}</bdi>
      <span class="unseen"> by </span>
      <bdi class="song-artist">{words.artistName(track.artist)}</bdi>
    </span>
  );
}
