import type { Sighting } from '../../../worker/protocol';
import { Chart } from '../common/chart';
import { Term } from '../common/term';
import * as words from '../../shared/words';

/** How many of the songs held out it found, each time that it was asked. */
export function HitChart({ epochs, sightings }: { epochs: number; sightings: Sighting[] }) {
  const first = sightings[0];
  const last = sightings.at(-1);
  if (!first || !last) return null;
  const passes = (at: number): string => (Number.isInteger(at) ? String(at) : at.toFixed(1));
  const summary = `Found after ${passes(first.at)} passes: ${words.hits(first)}; after ${passes(last.at)}: ${words.hits(last)}.`;
  return (
    <figure class="line-chart">
      <Chart
        data={[[0, ...sightings.map(({ at }) => at), epochs], [null, ...sightings.map(({ found, of }) => (100 * found) / of), null]]}
        stamp={`${sightings.length}`}
        shape={`${epochs}`}
        look={({ colour }) => ({
          height: 120,
          scales: {
            x: { time: false, range: [0, epochs] },
            y: { range: (_chart, _low, high) => [0, Math.min(100, Math.max(10, high * 1.2))] },
          },
          axes: [{}, { values: (_chart, ticks) => ticks.map((tick) => `${tick}%`) }],
          series: [
            {},
            {
              stroke: colour('--accent'), width: 2.5, spanGaps: true,
              points: { show: sightings.length <= 30, size: 7, fill: colour('--accent'), stroke: colour('--accent') },
            },
          ],
        })}
      />
      <figcaption class="unseen">{summary}</figcaption>
    </figure>
  );
}

/** The same as one figure, with what it means behind it. */
export function HitsNow({ sighting, hidden, songs }: { sighting: Sighting | undefined; hidden: number; songs: number | undefined }) {
  return (
    <p class="loss-now">
      <Term word="Finds the hidden song in its first ten">
        HR@10, the hit rate at ten. {words.count(hidden)} playlists hide one song each from it, and it is asked what goes
        with the others of the playlist. {songs !== undefined && songs > 10 && <>A blind guess finds {words.guessed(hidden, songs)}. </>}
        {sighting && <>So few questions say it to within {words.margin(sighting)} or so. </>}
        It learns each of these songs from other playlists only.
      </Term>{' '}
      <span class="number">{sighting ? words.hits(sighting) : '…'}</span>
    </p>
  );
}
