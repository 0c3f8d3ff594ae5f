import { useEffect, useRef } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import { holds } from '../../playlist/playlist';
import type { Builder } from '../../playlist/builder';
import { useStore } from '../../shared/store';
import { Icon } from '../common/icon';
import { Song } from '../common/song';

export const optionsId = 'search-options';
export const optionId = (place: number): string | undefined => (place < 0 ? undefined : `option-${place}`);

/** The suggestions below the box. `place` is where the arrow keys are; -1: in the box. */
export function Options({ tracks, place, isOpen, builder, onChoose }: {
  tracks: Track[];
  place: number;
  isOpen: boolean;
  builder: Builder;
  onChoose: (track: Track) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const { playlist } = useStore(builder);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  return (
    <ul
      ref={list}
      id={optionsId}
      role="listbox"
      aria-label="Suggestions"
      hidden={!isOpen}
      // Keeps the focus in the box, so that the click arrives before the list closes.
      onMouseDown={(event) => event.preventDefault()}
    >
      {tracks.map((track, index) => (
        <li key={track.position} id={optionId(index)} role="option" aria-selected={index === place} onClick={() => onChoose(track)}>
          <Song track={track} facts />
          {/* For a pointer, and the list stays open for more; keys have Shift and Enter. No button may stand in an option. */}
          <span
            class="option-add"
            title="Add to your playlist (Shift and Enter)"
            onClick={(event) => {
              event.stopPropagation();
              builder.add(track);
            }}
          >
            <Icon name={holds(playlist.tracks, track.position) ? 'added' : 'add'} />
          </span>
        </li>
      ))}
    </ul>
  );
}
