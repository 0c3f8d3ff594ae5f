import type { HeldOutHits } from '../../../worker/protocol';
import { Chart } from '../common/chart';
import { Term } from '../common/term';
import { nounsOf, type Kind } from '../../shared/nouns';
import * as words from '../../shared/words';

/** How many of the songs held out it found, each time that it was asked. */
export function HitChart({ epochs, heldOutHits }: { epochs: number; heldOutHits: HeldOutHits[] }) {
  const first = heldOutHits[0];
  const last = heldOutHits.at(-1);
  if (!first || !last) return null;
  const passes = (at: number): string => (Number.isInteger(at) ? String(at) : at.toFixed(1));
  const summary = `Found after ${passes(first.epoch)} passes: ${words.hits(first)}; after ${passes(last.epoch)}: ${words.hits(last)}.`;
  return (
    <figure class="line-chart">
      <Chart
        data={[[0, ...heldOutHits.map(({ epoch }) => epoch), epochs], [null, ...heldOutHits.map(({ found, queries }) => (100 * found) / queries), null]]}
        stamp={`${heldOutHits.length}`}
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
              points: { show: heldOutHits.length <= 30, size: 7, fill: colour('--accent'), stroke: colour('--accent') },
            },
          ],
        })}
      />
      <figcaption class="unseen">{summary}</figcaption>
    </figure>
  );
}

/** The same as one figure, with what it means behind it. */
export function HitsNow({ hits, hidden, songs, kind }: {
  hits: HeldOutHits | undefined;
  hidden: number;
  songs: number | undefined;
  kind: Kind;
}) {
  const { list } = nounsOf(kind);
  return (
    <p class="loss-now">
      <Term word="Finds the hidden song in its first ten">
        HR@10, the hit rate at ten. {words.count(hidden)} {words.plural(list)} hide one song each from it, and it is asked what goes
        with the others of the {list}. {songs !== undefined && songs > 10 && <>A blind guess finds {words.guessed(hidden, songs)}. </>}
        {hits && <>So few questions say it to within {words.margin(hits)} or so. </>}
        It learns each of these songs from other {words.plural(list)} only.
      </Term>{' '}
      <span class="number">{hits ? words.hits(hits) : '…'}</span>
    </p>
  );
}
