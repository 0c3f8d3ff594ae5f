import { useEffect, useRef, useState } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import { Icon } from '../common/icon';
import { holds } from '../../playlist/playlist';
import type { Session } from '../../session/session';
import { Song } from '../common/song';
import type { State } from '../../session/state';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

const shown = 8;

/** The search box: a combobox after the ARIA practices, with manual selection. */
export function Search({ session, state }: { session: Session; state: State }) {
  const [text, setText] = useState(state.query);
  const [options, setOptions] = useState<Track[]>([]);
  const [open, setOpen] = useState(false);
  // The position of the song that the arrow keys went to: later suggestions may have it at another place.
  const [active, setActive] = useState<number>();
  const [nothing, setNothing] = useState(false);
  const turn = useRef(0);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const model = state.searched?.model;
  const { playlist } = useStore(session.builder);
  const place = options.findIndex(({ position }) => position === active);

  useEffect(() => setText(state.query), [state.query]);
  useEffect(() => {
    // Another model: what was found in the last one is void, but nobody loses words half typed.
    setOptions([]);
    setOpen(false);
    setNothing(false);
    if (document.activeElement !== input.current) setText(session.state.query);
  }, [model, session]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [place]);

  const look = async (wanted: string): Promise<Track[]> => {
    if (!state.searched) return [];
    const mine = ++turn.current;
    const found = wanted.trim() === '' ? [] : await session.find(wanted, shown).catch(() => []);
    if (mine !== turn.current) return [];
    setOptions(found);
    setOpen(found.length > 0);
    setNothing(found.length === 0 && wanted.trim() !== '');
    return found;
  };

  const close = (): void => {
    turn.current++;
    setOpen(false);
    setActive(undefined);
  };

  const choose = (track: Track): void => {
    close();
    setText('');
    setOptions([]);
    setNothing(false);
    session.go(track.position);
  };

  const onKey = async (event: KeyboardEvent): Promise<void> => {
    if (event.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open) {
        await look(text);
        return;
      }
      // One place more than there are options: the box itself, which holds what was typed.
      const places = options.length + 1;
      setActive(options[((place + 1 + step + places) % places) - 1]?.position);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = options[place] ?? (await look(text))[0];
      if (chosen && event.shiftKey) session.builder.add(chosen);
      else if (chosen) choose(chosen);
    } else if (event.key === 'Escape') {
      if (open) close();
      else {
        setText('');
        setNothing(false);
        session.rememberQuery('');
      }
    }
  };

  // The song in hand is tried already.
  const toTry = state.suggestions.filter(({ position }) => position !== state.view?.track.position).slice(0, 4);
  const chosenId = place >= 0 ? `option-${place}` : undefined;
  const status = open ? `${words.several(options.length, 'suggestion')}. Use the arrow keys; Shift and Enter add to your playlist.` : '';

  return (
    <div class="search">
      <label for="search">Name a song or an artist</label>
      <div class="search-box">
        <input
          ref={input}
          id="search"
          type="text"
          role="combobox"
          aria-expanded={open}
          aria-controls="search-options"
          aria-autocomplete="list"
          aria-activedescendant={chosenId}
          placeholder="Name a song or an artist"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={200}
          disabled={!state.searched}
          value={text}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            setText(typed);
            setActive(undefined);
            session.rememberQuery(typed);
            void look(typed);
          }}
          onKeyDown={(event) => void onKey(event)}
          onBlur={close}
        />
        <ul
          ref={list}
          id="search-options"
          role="listbox"
          aria-label="Suggestions"
          hidden={!open}
          // Keeps the focus in the box, so that the click arrives before the list closes.
          onMouseDown={(event) => event.preventDefault()}
        >
          {options.map((track, index) => (
            <li
              key={track.position}
              id={`option-${index}`}
              role="option"
              aria-selected={index === place}
              onClick={() => choose(track)}
            >
              <Song track={track} facts />
              {/* For a pointer, and the list stays open for more; keys have Shift and Enter. No button may stand in an option. */}
              <span
                class="option-add"
                title="Add to your playlist (Shift and Enter)"
                onClick={(event) => {
                  event.stopPropagation();
                  session.builder.add(track);
                }}
              >
                <Icon name={holds(playlist.tracks, track.position) ? 'added' : 'add'} />
              </span>
            </li>
          ))}
        </ul>
      </div>
      <p class="unseen" role="status">{status}</p>
      {nothing && (
        <p class="nothing" role="status">
          Nothing here sounds like that. Try a part of the name, or another spelling.
        </p>
      )}
      {/* There from the beginning, so that nothing moves down when the songs are known. */}
      <p class="try" hidden={state.missing !== undefined}>
        {toTry.length > 0 && (
          <>
            <span class="try-label">Try</span>
            {toTry.map((track) => (
              <a key={track.position} href={session.addressOf(track.position)}>
                <bdi>{words.songTitle(track.title)}</bdi>
              </a>
            ))}
            <button type="button" class="surprise" onClick={() => session.surprise()}>
              Surprise me
            </button>
          </>
        )}
      </p>
    </div>
  );
}
