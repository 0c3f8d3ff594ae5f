import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Suggestion } from '../../../worker/protocol';
import { AddButton } from '../common/add-button';
import type { Builder } from '../../playlist/builder';
import { Icon } from '../common/icon';
import type { Knobs } from '../../playlist/playlist';
import type { Browsing } from '../../session/browsing';
import { Song } from '../common/song';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

/** What goes with the playlist as a whole, and how to steer that. */
export function GoesWithThese({ builder, browsing }: { builder: Builder; browsing: Browsing }) {
  const { suggestions, playlist, fault } = useStore(builder);
  const list = useRef<HTMLOListElement>(null);
  useKeptPlace(list, suggestions);

  return (
    <div class="maker-suggestions">
      <h3 id="goes-title">Goes with {playlist.tracks.length === 1 ? 'it' : 'these'}</h3>
      <KnobRow builder={builder} knobs={playlist.knobs} />
      {suggestions.length === 0 ? (
        fault === '' && <p class="nothing">No other song here fits that. Loosen the wishes above.</p>
      ) : (
        <>
          <ol class="songlist suggested" aria-labelledby="goes-title" ref={list}>
            {suggestions.map((suggestion) => (
              <Row key={suggestion.position} builder={builder} suggestion={suggestion} address={browsing.addressOf(suggestion.position)} />
            ))}
          </ol>
          <button type="button" class="quiet" onClick={() => builder.add(...suggestions)}>
            Add all {suggestions.length}
          </button>
        </>
      )}
    </div>
  );
}

/**
 * Keeps the focus in the list when that is answered anew: on the button that had it, even where its song
 * moved, which alone would lose the focus; where its song went, on the one that came into its place.
 */
function useKeptPlace(list: { current: HTMLElement | null }, suggestions: Suggestion[]): void {
  // As it is before this change is drawn: the effect runs right after, before any other key can arrive.
  const focused = document.activeElement as HTMLElement | null;
  const place = [...(list.current?.children ?? [])].findIndex((row) => row.contains(focused));

  useLayoutEffect(() => {
    const rows = list.current?.children;
    if (place < 0 || !rows || document.activeElement === focused) return;
    if (focused?.isConnected) focused.focus();
    else rows[Math.min(place, rows.length - 1)]?.querySelector<HTMLElement>('.add')?.focus();
  }, [suggestions]);
}

function Row({ builder, suggestion, address }: { builder: Builder; suggestion: Suggestion; address: string }) {
  return (
    <li>
      <AddButton builder={builder} track={suggestion} once />
      <a href={address}>
        <Song track={suggestion} facts />
      </a>
      <button
        type="button"
        class="icon-button"
        aria-label={`Not like ${words.fullName(suggestion)}`}
        title="Not like this"
        onClick={() => builder.avoid(suggestion)}
      >
        <Icon name="avoid" />
      </button>
    </li>
  );
}

/** A place on the way from hidden gems to hits, as a person says it. */
function leaning(popularity: number): string {
  if (popularity === 0) return 'as they come';
  const much = Math.abs(popularity) > 0.5 ? 'mostly' : 'rather';
  return `${much} ${popularity < 0 ? 'hidden gems' : 'hits'}`;
}

function KnobRow({ builder, knobs }: { builder: Builder; knobs: Knobs }) {
  return (
    <div class="knobs">
      <label class="leaning">
        <span>Hidden gems</span>
        <input
          type="range"
          min={-1}
          max={1}
          step={0.25}
          value={knobs.popularity}
          aria-label="From hidden gems to hits"
          aria-valuetext={leaning(knobs.popularity)}
          onInput={(event) => builder.turn({ popularity: event.currentTarget.valueAsNumber })}
        />
        <span>Hits</span>
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={knobs.onePerArtist}
          onChange={(event) => builder.turn({ onePerArtist: event.currentTarget.checked })}
        />
        One song an artist
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={knobs.otherArtists}
          onChange={(event) => builder.turn({ otherArtists: event.currentTarget.checked })}
        />
        Other artists only
      </label>
    </div>
  );
}
