import { useEffect, useRef, useState } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import type { MapDrawing } from '../../map/drawing';
import { mostCaught, type MapData, type MapStore } from '../../map/store';
import type { Models } from '../../models/models';
import type { Builder } from '../../playlist/builder';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';
import { AddButton } from '../common/add-button';
import { Icon } from '../common/icon';
import { useKeptFocus } from '../common/kept-focus';
import { Meter } from '../common/meter';
import { Song } from '../common/song';
import { useDrawing } from './use-drawing';
import { Legend } from './legend';

interface Parts {
  map: MapStore;
  browsing: Browsing;
  builder: Builder;
}

/** All songs as points, those that keep the same company close together. The lists hold all of it, too. */
export function SongMap({ models, ...parts }: Parts & { models: Models }) {
  const { isShown } = useStore(parts.map);
  const { searched } = useStore(models);
  return isShown && searched ? <MapPanel {...parts} /> : null;
}

function MapPanel(parts: Parts) {
  const { map } = parts;
  const { stage, share, data, fault } = useStore(map);
  const panel = useRef<HTMLElement>(null);
  useKeptFocus(panel, () => panel.current?.querySelector<HTMLElement>('.map-front, button'));
  return (
    <section class="map" aria-labelledby="map-title" ref={panel}>
      <h2 id="map-title">The map of all songs</h2>
      {stage === 'loading' && <p class="small">Unfolding the map…</p>}
      {stage === 'missing' && (
        <>
          <p class="small">This model has no map yet. Songs that keep the same company will lie close together.</p>
          <button type="button" class="button" onClick={() => void map.draw()}>
            Draw the map
          </button>
        </>
      )}
      {stage === 'drawing' && (
        <>
          <Meter label="Drawing the map" part={share} text={`${Math.floor(share * 100)} percent`} />
          <button type="button" class="quiet" onClick={() => map.stop()}>
            Stop drawing
          </button>
        </>
      )}
      {stage === 'failed' && (
        <>
          <p class="small" role="alert">
            The map did not work out. {fault} The search and the lists have every song all the same.
          </p>
          <button type="button" class="quiet" onClick={() => void map.retry()}>
            Try it again
          </button>
        </>
      )}
      {stage === 'ready' && data && <MapView {...parts} data={data} />}
    </section>
  );
}

function MapView({ data, ...parts }: Parts & { data: MapData }) {
  const { map, browsing } = parts;
  const { pointed, caught } = useStore(map);
  const [isLassoing, setLassoing] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const [only, setOnly] = useState(-1);
  const { back, front, drawing, isBlind } = useDrawing(data, map, browsing, { isLassoing, setLassoing, only });

  if (isBlind) {
    return (
      <p class="small">
        This browser draws no WebGL2 graphics, which the map is made of. The search and the lists have every song and
        its neighbours all the same.
      </p>
    );
  }
  return (
    <>
      <div class={isHeld || isLassoing ? 'map-window held' : 'map-window'}>
        <canvas ref={back} class="map-back" aria-hidden="true" />
        <canvas
          ref={front}
          class={isLassoing ? 'map-front lassoing' : 'map-front'}
          tabIndex={0}
          role="application"
          aria-roledescription="map"
          aria-label={`${words.several(data.points.length / 2, 'song')}, those that keep the same company close together`}
          aria-describedby="map-help"
        />
        <Tools drawing={drawing} isLassoing={isLassoing} setLassoing={setLassoing} />
        <button type="button" class="map-hold" aria-pressed={isHeld} onClick={() => setHeld(!isHeld)}>
          {isHeld ? 'Scroll the page again' : 'Explore with one finger'}
        </button>
      </div>
      <Pointed map={map} position={pointed} />
      <p class="unseen" id="map-help">
        The arrow keys move the map, plus and minus bring it closer and farther, 0 shows all of it. Enter opens the song
        in the middle. The list has its neighbours.
      </p>
      <Legend hues={data.hues} hasGenres={data.hasGenres} only={only} onChange={setOnly} />
      <button type="button" class="quiet" onClick={() => void map.catch(drawing.current?.inView() ?? [])}>
        List the songs in view
      </button>
      {caught && <Caught {...parts} total={caught.positions.length} tracks={caught.tracks} />}
    </>
  );
}

const step = 1.6;

/** For whoever has no wheel, no second finger, or no keys. */
function Tools({ drawing, isLassoing, setLassoing }: {
  drawing: { current: MapDrawing | undefined };
  isLassoing: boolean;
  setLassoing: (is: boolean) => void;
}) {
  return (
    <div class="map-tools">
      <button type="button" class="icon-button" aria-label="Closer" title="Closer (+)" onClick={() => drawing.current?.closer(step)}>
        <Icon name="add" />
      </button>
      <button type="button" class="icon-button" aria-label="Farther" title="Farther (−)" onClick={() => drawing.current?.closer(1 / step)}>
        <Icon name="less" />
      </button>
      <button type="button" class="icon-button" aria-label="The whole map" title="The whole map (0)" onClick={() => drawing.current?.whole()}>
        <Icon name="whole" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Lasso songs"
        title="Draw a line around songs"
        aria-pressed={isLassoing}
        onClick={() => setLassoing(!isLassoing)}
      >
        <Icon name="lasso" />
      </button>
    </div>
  );
}

/** The song under the pointer or in the middle, in words. */
function Pointed({ map, position }: { map: MapStore; position: number | undefined }) {
  const [track, setTrack] = useState<Track>();
  useEffect(() => {
    let isWanted = true;
    if (position === undefined) setTrack(undefined);
    else void map.track(position).then((found) => isWanted && setTrack(found)).catch(() => undefined);
    return () => void (isWanted = false);
  }, [position, map]);
  return (
    <p class="map-pointed" role="status">
      {track ? <Song track={track} facts /> : <Hint />}
    </p>
  );
}

function Hint() {
  return (
    <span class="small">
      <span class="for-mice">Drag to move. Click the map, then scroll to come closer.</span>
      <span class="for-fingers">Two fingers move and stretch it. Tap a song.</span>
    </span>
  );
}

const shown = 12;

/** What was taken with the lasso. */
function Caught({ browsing, builder, map, total, tracks }: Parts & { total: number; tracks: Track[] }) {
  if (total === 0) return <p class="caught small">No song lies there.</p>;
  return (
    <div class="caught">
      <h3>{words.several(total, 'song')} taken</h3>
      <p class="actions">
        {tracks.length > 0 && (
          <button type="button" class="quiet" onClick={() => builder.add(...tracks)}>
            {total > mostCaught ? `Add the ${mostCaught} most frequent to your playlist` : `Add ${total === 1 ? 'it' : `all ${total}`} to your playlist`}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => map.letGo()}>
          Let go
        </button>
      </p>
      <ol class="songlist">
        {tracks.slice(0, shown).map((track) => (
          <li key={track.position}>
            <AddButton builder={builder} track={track} />
            <a href={browsing.addressOf(track.position)}>
              <Song track={track} facts />
            </a>
          </li>
        ))}
      </ol>
      {total > shown && <p class="small">And {words.count(total - shown)} more.</p>}
    </div>
  );
}
