import { useEffect, useRef, useState } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import type { Builder } from '../../playlist/builder';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';
import { Icon } from '../common/icon';
import { ListenLinks } from '../common/listen-links';
import { Song } from '../common/song';
import { useDrag, type Dragging } from './drag';

/** The songs of the playlist: in an order of one's own, each with more behind it. */
export function PlaylistRows({ builder, browsing, heading }: {
  builder: Builder;
  browsing: Browsing;
  heading: { current: HTMLElement | null };
}) {
  const { tracks } = useStore(builder).playlist;
  const list = useRef<HTMLOListElement>(null);
  const [opened, setOpened] = useState<number>();
  /** The place whose button had the focus when its row went. */
  const removed = useRef<number>();
  const drag = useDrag((from, to) => builder.move(from, to));

  useEffect(() => {
    const place = removed.current;
    removed.current = undefined;
    if (place === undefined) return;
    const buttons = list.current?.querySelectorAll<HTMLElement>('.remove') ?? [];
    (buttons[Math.min(place, buttons.length - 1)] ?? heading.current)?.focus();
  }, [tracks, heading]);

  const remove = (track: Track, place: number): void => {
    removed.current = place;
    if (tracks.length === 1) heading.current?.focus();
    builder.remove(track);
  };

  return (
    <ol class="songlist" ref={list}>
      {tracks.map((track, index) => (
        <Row
          key={track.position}
          builder={builder}
          track={track}
          place={{ index, last: tracks.length - 1 }}
          drag={drag}
          address={browsing.addressOf(track.position)}
          isOpen={opened === track.position}
          setOpen={(isOpen) => setOpened(isOpen ? track.position : undefined)}
          onRemove={() => remove(track, index)}
        />
      ))}
    </ol>
  );
}

interface Place {
  index: number;
  last: number;
}

function Row({ builder, track, place, drag, address, isOpen, setOpen, onRemove }: {
  builder: Builder;
  track: Track;
  place: Place;
  drag: Dragging;
  address: string;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  onRemove: () => void;
}) {
  const { index } = place;
  const name = words.fullName(track);
  const shift = drag.shift(index);
  return (
    <li
      class={drag.dragged === index ? 'dragged' : undefined}
      style={{ translate: shift === 0 ? 'none' : `0 ${shift}px` }}
    >
      <Grip builder={builder} name={name} index={index} drag={drag} />
      <a href={address}>
        <Song track={track} facts />
      </a>
      <button
        type="button"
        class="icon-button"
        aria-label={`More about ${name}`}
        aria-expanded={isOpen}
        title="Move, listen, and more"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      <button type="button" class="icon-button remove" aria-label={`Remove ${name}`} title="Remove" onClick={onRemove}>
        <Icon name="remove" />
      </button>
      {isOpen && <More builder={builder} track={track} place={place} />}
    </li>
  );
}

/** Where a row is held to be moved, by a finger, a mouse or the arrow keys. */
function Grip({ builder, name, index, drag }: { builder: Builder; name: string; index: number; drag: Dragging }) {
  return (
    <button
      type="button"
      class="icon-button grip"
      aria-label={`Move ${name}, number ${index + 1}, with the arrow keys or by dragging`}
      title="Drag to move, or press the up and down keys"
      {...drag.handle(index)}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        builder.move(index, index + step);
        // The row may have been taken out and put in elsewhere.
        const handle = event.currentTarget;
        requestAnimationFrame(() => handle.focus());
      }}
    >
      <Icon name="grip" />
    </button>
  );
}

function More({ builder, track, place: { index, last } }: { builder: Builder; track: Track; place: Place }) {
  return (
    <div class="song-more">
      <p class="actions">
        <button type="button" class="quiet" disabled={index === 0} onClick={() => builder.move(index, index - 1)}>
          Move up
        </button>
        <button type="button" class="quiet" disabled={index === last} onClick={() => builder.move(index, index + 1)}>
          Move down
        </button>
        <button type="button" class="quiet" onClick={() => builder.avoid(track)}>
          Not like this
        </button>
      </p>
      <ListenLinks track={track} />
    </div>
  );
}
