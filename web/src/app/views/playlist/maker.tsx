import { useEffect, useRef, useState } from 'preact/hooks';
import type { Builder } from '../../playlist/builder';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';
import { Icon } from '../common/icon';
import { useKeptFocus } from '../common/kept-focus';
import { PlaylistExport } from './export';
import { Fault } from './fault';
import { GoesWithThese } from './goes-with-these';
import { PlaylistRows } from './rows';

/** Make a playlist: its songs, what goes with all of them, and ways to take it along. */
export function PlaylistMaker({ builder, browsing }: { builder: Builder; browsing: Browsing }) {
  const { playlist, undo, redo, lost } = useStore(builder);
  const { tracks, unlike } = playlist;
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const below = useIsBelow(body);
  useKeptFocus(body, () => heading.current);
  useUndoKeys(builder);
  const begun = tracks.length > 0 || unlike.length > 0 || undo !== undefined || redo !== undefined;

  return (
    <section class="maker" aria-labelledby="playlist-title">
      <div class="maker-head">
        <h2 id="playlist-title" ref={heading} tabIndex={-1}>Your playlist</h2>
        <p>
          {tracks.length > 0 ? words.several(tracks.length, 'song') : <>Press <Icon name="add" /><span class="unseen">Add</span> at a song you like.</>}
        </p>
        {begun && below && (
          <button type="button" class="quiet" onClick={() => heading.current?.focus()}>
            Show it
          </button>
        )}
      </div>
      <div ref={body}>
        {lost > 0 && (
          <p class="small">{words.several(lost, 'song')} of it {lost === 1 ? 'is' : 'are'} not in this model any more.</p>
        )}
        <Fault builder={builder} />
        {begun && (
          <div class="maker-parts">
            <div class="maker-songs">
              {tracks.length > 0 && <PlaylistRows builder={builder} browsing={browsing} heading={heading} />}
              <Steps builder={builder} />
              <Avoided builder={builder} />
            </div>
            {tracks.length > 0 && <GoesWithThese builder={builder} browsing={browsing} />}
            {tracks.length > 0 && <PlaylistExport builder={builder} link={browsing.playlistAddress()} />}
          </div>
        )}
      </div>
    </section>
  );
}

/** Back, forth, and to the beginning. */
function Steps({ builder }: { builder: Builder }) {
  const { playlist, undo, redo } = useStore(builder);
  return (
    <p class="actions">
      {undo !== undefined && (
        <button type="button" class="quiet" aria-keyshortcuts="Control+Z" title="Ctrl+Z" onClick={() => builder.undo()}>
          Undo<span class="unseen"> {undo}</span>
        </button>
      )}
      {redo !== undefined && (
        <button type="button" class="quiet" aria-keyshortcuts="Control+Shift+Z Control+Y" title="Ctrl+Shift+Z" onClick={() => builder.redo()}>
          Redo<span class="unseen"> {redo}</span>
        </button>
      )}
      {playlist.tracks.length > 0 && (
        <button type="button" class="quiet" onClick={() => builder.clear()}>
          Clear<span class="unseen"> the playlist</span>
        </button>
      )}
    </p>
  );
}

/** Ctrl+Z undoes, Ctrl+Shift+Z or Ctrl+Y does it again; in a field for text they are the field's own. */
function useUndoKeys(builder: Builder): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { undo, redo } = builder.state;
      const isText = event.target instanceof Element && event.target.matches('input:not([type=range], [type=checkbox], [type=radio]), select');
      if (isText || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if ((isRedo ? redo : key === 'z' ? undo : undefined) === undefined) return;
      event.preventDefault();
      if (isRedo) builder.redo();
      else builder.undo();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [builder]);
}

/** Whether something lies below what the window shows. */
function useIsBelow(element: { current: HTMLElement | null }): boolean {
  const [below, setBelow] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) setBelow(!entry.isIntersecting && entry.boundingClientRect.top > 0);
    }, { rootMargin: '0px 0px -20% 0px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return below;
}

/** Songs that the suggestions stay away from. */
function Avoided({ builder }: { builder: Builder }) {
  const { unlike } = useStore(builder).playlist;
  if (unlike.length === 0) return null;
  return (
    <div class="avoided">
      <p class="small" id="avoided-title">Not like</p>
      <ul aria-labelledby="avoided-title">
        {unlike.map((track) => (
          <li key={track.position}>
            <button
              type="button"
              class="chip"
              aria-label={`No longer away from ${words.fullName(track)}`}
              onClick={() => builder.pardon(track)}
            >
              <bdi>{words.songTitle(track.title)}</bdi>
              <Icon name="remove" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
