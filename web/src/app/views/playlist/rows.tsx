import { useEffect, useRef, useState } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import { useDrag } from './drag';
import { Icon } from '../common/icon';
import { ListenLinks } from '../common/listen-links';
import type { Session } from '../../session/session';
import { Song } from '../common/song';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

/** The songs of the playlist: in an order of one's own, each with more behind it. */
export function PlaylistRows({ session, heading }: { session: Session; heading: { current: HTMLElement | null } }) {
  const { builder } = session;
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
      {tracks.map((track, index) => {
        const name = words.fullName(track);
        const shift = drag.shift(index);
        const isOpen = opened === track.position;
        return (
          <li
            key={track.position}
            class={drag.dragged === index ? 'dragged' : undefined}
            style={{ translate: shift === 0 ? 'none' : `0 ${shift}px` }}
          >
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
            <a href={session.addressOf(track.position)}>
              <Song track={track} facts />
            </a>
            <button
              type="button"
              class="icon-button"
              aria-label={`More about ${name}`}
              aria-expanded={isOpen}
              title="Move, listen, and more"
              onClick={() => setOpened(isOpen ? undefined : track.position)}
            >
              <Icon name="more" />
            </button>
            <button
              type="button"
              class="icon-button remove"
              aria-label={`Remove ${name}`}
              title="Remove"
              onClick={() => remove(track, index)}
            >
              <Icon name="remove" />
            </button>
            {isOpen && <More session={session} track={track} index={index} last={tracks.length - 1} />}
          </li>
        );
      })}
    </ol>
  );
}

function More({ session, track, index, last }: { session: Session; track: Track; index: number; last: number }) {
  const { builder } = session;
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
