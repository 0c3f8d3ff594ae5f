import type { Track } from '../worker/protocol';
import type { Builder } from './builder';
import { Icon } from './icon';
import { holds } from './playlist';
import { useStore } from './store';
import * as words from './words';

/** Puts a song into the playlist, or takes it out again. */
export function AddButton({ builder, track, wordy = false }: { builder: Builder; track: Track; wordy?: boolean }) {
  const { playlist } = useStore(builder);
  const within = holds(playlist.tracks, track.position);
  const name = words.fullName(track);
  const what = within ? `Take ${name} out of your playlist` : `Add ${name} to your playlist`;
  return (
    <button
      type="button"
      class={wordy ? 'button add-wordy' : 'icon-button add'}
      data-within={within}
      aria-label={wordy ? undefined : what}
      title={wordy ? undefined : within ? 'In your playlist' : 'Add to your playlist'}
      onClick={() => builder.toggle(track)}
    >
      <Icon name={within ? 'added' : 'add'} />
      {wordy && (within ? 'In your playlist' : 'Add to your playlist')}
    </button>
  );
}
