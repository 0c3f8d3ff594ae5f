import type { Track } from '../../../worker/protocol';
import type { Builder } from '../../playlist/builder';
import { Icon } from './icon';
import { holds } from '../../playlist/playlist';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

/**
 * Puts a song into the playlist, or takes it out again: the second press of a double click does neither, and
 * where the button goes as soon as it has done its work (`once`) no press takes out.
 */
export function AddButton({ builder, track, wordy = false, once = false }: {
  builder: Builder;
  track: Track;
  wordy?: boolean;
  once?: boolean;
}) {
  const { playlist } = useStore(builder);
  const within = holds(playlist.tracks, track.position);
  const name = words.fullName(track);
  const taken = once ? `${name} is in your playlist` : `Take ${name} out of your playlist`;
  const what = within ? taken : `Add ${name} to your playlist`;
  return (
    <button
      type="button"
      class={wordy ? 'button add-wordy' : 'icon-button add'}
      data-within={within}
      aria-label={wordy ? undefined : what}
      title={wordy ? undefined : within ? 'In your playlist' : 'Add to your playlist'}
      onClick={(event) => {
        // Asked anew: the button may not have been drawn again since the last press.
        const isPressedAgain = event.detail > 1 || (once && builder.has(track.position));
        if (!isPressedAgain) builder.toggle(track);
      }}
      onKeyDown={(event) => {
        // A key held down is one press.
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
    >
      <Icon name={within ? 'added' : 'add'} />
      {wordy && (within ? 'In your playlist' : 'Add to your playlist')}
    </button>
  );
}
