import { useEffect, useRef } from 'preact/hooks';
import type { ChosenFile, Neighbour, Track } from '../../../worker/protocol';
import type { MapStore } from '../../map/store';
import type { Models } from '../../models/models';
import type { Builder } from '../../playlist/builder';
import type { Browsing } from '../../session/browsing';
import { nounsOf, type Kind } from '../../shared/nouns';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';
import { AddButton } from '../common/add-button';
import { Facts, factsOf } from '../common/facts';
import { ListenLinks } from '../common/listen-links';
import { NoticeBox } from '../common/notice';
import { Pick } from '../common/pick';
import { Song } from '../common/song';
import { Term } from '../common/term';

interface Parts {
  browsing: Browsing;
  builder: Builder;
  map: MapStore;
}

/** The song in hand and, as on the back of a record sleeve, the ten that go with it. */
export function Sleeve({ models, onFiles, ...parts }: Parts & { models: Models; onFiles: (files: ChosenFile[]) => void }) {
  const { browsing, builder } = parts;
  const { view, trail } = useStore(browsing);
  const { missing, searched } = useStore(models);
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading, view);

  if (missing) {
    return (
      <div class="sleeve">
        <NoticeBox notice={missing} />
        <Pick class="button" onFiles={onFiles}>
          Open model…
        </Pick>
      </div>
    );
  }
  if (!view) return <Blank />;

  const { track, neighbours } = view;
  return (
    <article class="sleeve" aria-labelledby="song-heading">
      <Trail browsing={browsing} steps={trail.slice(0, -1)} />
      <h2 id="song-heading" ref={heading} tabIndex={-1}>
        <span class="lead">What goes with </span>
        <Song track={track} />
      </h2>
      <SmallPrint track={track} songs={searched?.info.tracks ?? 0} kind={searched?.entry?.data?.kind ?? 'playlists'} />
      <div class="sleeve-actions">
        <AddButton builder={builder} track={track} wordy />
        <ListenLinks track={track} />
      </div>
      {neighbours.length === 0 ? <p class="nothing">This model knows no other song.</p> : <Closest {...parts} neighbours={neighbours} />}
    </article>
  );
}

/** Whoever chose a song reads on there, also at the one that is shown; whoever is busy elsewhere is left alone. */
function useArrival(heading: { current: HTMLElement | null }, view: object | undefined): void {
  const hadView = useRef(false);
  useEffect(() => {
    const isFirst = !hadView.current;
    if (view) hadView.current = true;
    if (!view || isFirst) return;
    const focused = document.activeElement;
    const typing = focused instanceof HTMLInputElement && focused.value !== '';
    if (!typing && (focused === document.body || focused?.closest('.listen'))) heading.current?.focus();
  }, [view]);
}

function Trail({ browsing, steps }: { browsing: Browsing; steps: Track[] }) {
  if (steps.length === 0) return null;
  return (
    <nav class="trail" aria-label="The songs that led here">
      <ol>
        {steps.map((step) => (
          <li key={step.position}>
            <a href={browsing.addressOf(step.position)}>
              <bdi>{words.songTitle(step.title)}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function SmallPrint({ track, songs, kind }: { track: Track; songs: number; kind: Kind }) {
  const facts = factsOf(track);
  return (
    <p class="facts">
      {facts.length > 0 && (
        <>
          <Facts facts={facts} />.{' '}
        </>
      )}
      {words.several(track.count, 'time')} in the {words.plural(nounsOf(kind).list)},{' '}
      <Term word={`no. ${words.count(track.position)}`}>
        Its place by how often it occurs, 1 being the most frequent. The papers call the list of all
        songs the vocabulary.
      </Term>{' '}
      of {words.count(songs)}
    </p>
  );
}

function Closest({ neighbours, ...parts }: Parts & { neighbours: Neighbour[] }) {
  return (
    <>
      <p class="columns">
        <span>The {neighbours.length} closest</span>
        <Term word="similarity">
          Cosine similarity of the two songs’ embeddings; by Segue’s own recipe the mean of two, of each song’s input
          vector with the other’s output vector, and of how often the playlists that a model carries hold both. 1 means
          that they keep the same company in playlists, 0 that they have nothing in common.
        </Term>
      </p>
      <ol class="tracklist">
        {neighbours.map((neighbour, index) => (
          <Row
            key={neighbour.position}
            {...parts}
            neighbour={neighbour}
            place={index + 1}
            share={shareOf(neighbour, neighbours)}
          />
        ))}
      </ol>
    </>
  );
}

/** The length of a song's bar: its similarity beside that of the closest, which has the longest. */
function shareOf({ similarity }: Neighbour, [closest]: Neighbour[]): number {
  const longest = Math.max(closest?.similarity ?? 0, Number.EPSILON);
  return Math.max(0, similarity) / longest;
}

interface RowProps extends Parts {
  neighbour: Neighbour;
  place: number;
  /** Of the longest bar: 0 to 1. */
  share: number;
}

function Row({ browsing, builder, map, neighbour, place, share }: RowProps) {
  const { pointed } = useStore(map);
  const point = (): void => map.point(neighbour.position);
  const leave = (): void => map.point(undefined);
  return (
    <li
      class={pointed === neighbour.position ? 'pointed' : undefined}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocusCapture={point}
      onBlurCapture={leave}
    >
      <a href={browsing.addressOf(neighbour.position)} data-position={neighbour.position}>
        <span class="place" aria-hidden="true">{place}</span>
        <Song track={neighbour} facts />
        <span class="bar" aria-hidden="true">
          <span style={{ inlineSize: `${share * 100}%` }} />
        </span>
        <span class="unseen">, similarity </span>
        <span class="number">{words.similarity(neighbour.similarity)}</span>
      </a>
      <AddButton builder={builder} track={neighbour} />
    </li>
  );
}

/** The shape of what is coming. */
function Blank() {
  return (
    <div class="sleeve blank" aria-hidden="true">
      <p class="blank-heading" />
      <ol class="tracklist">
        {Array.from({ length: 10 }, (_, index) => (
          <li key={index} />
        ))}
      </ol>
    </div>
  );
}
