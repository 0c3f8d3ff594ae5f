import { Chart } from './chart';
import * as words from './words';

/** What guessing by the toss of a coin scores: ln 2. */
const coin = Math.LN2;

/** The loss so far: a dot for each finished epoch, a thin line for the one under way, and the coin's score to compare with. */
export function LossChart({ epochs, epochLosses, live }: {
  epochs: number;
  epochLosses: number[];
  live: { at: number; loss: number }[];
}) {
  const marks = [
    ...live.map(({ at, loss }) => ({ at, live: loss as number | null, whole: null as number | null })),
    ...epochLosses.map((loss, index) => ({ at: index + 1, live: null, whole: loss })),
    { at: 0, live: null, whole: null },
    { at: epochs, live: null, whole: null },
  ].sort((one, other) => one.at - other.at);
  const first = epochLosses[0];
  const last = epochLosses.at(-1);
  const summary = first === undefined || last === undefined
    ? 'No pass is finished yet.'
    : `Loss after pass 1: ${words.loss(first)}; after pass ${epochLosses.length}: ${words.loss(last)}. A coin scores ${words.loss(coin)}.`;
  return (
    <figure class="line-chart">
      <Chart
        data={[marks.map(({ at }) => at), marks.map((mark) => mark.live), marks.map(({ whole }) => whole), marks.map(() => coin)]}
        stamp={`${epochLosses.length} ${live.length}`}
        shape={`${epochs}`}
        look={({ colour }) => ({
          height: 168,
          scales: {
            x: { time: false, range: [0, epochs] },
            y: { range: (_chart, low, high) => [Math.max(0, low - (high - low) * 0.1), high + (high - low) * 0.1 || 1] },
          },
          axes: [{}, { values: (_chart, ticks) => ticks.map((tick) => tick.toFixed(2)) }],
          series: [
            {},
            { stroke: colour('--second'), width: 1.25, points: { show: false }, spanGaps: true },
            {
              stroke: colour('--accent'), width: 2.5, spanGaps: true,
              points: { show: epochs <= 30, size: 7, fill: colour('--accent'), stroke: colour('--accent') },
            },
            { stroke: colour('--ink-2'), width: 1, dash: [2, 5], points: { show: false } },
          ],
        })}
      />
      <p class="keys" aria-hidden="true">
        <span class="key whole">each pass</span>
        {live.length > 0 && <span class="key now">right now</span>}
        <span class="key coin">tossing a coin</span>
      </p>
      <figcaption class="unseen">{summary}</figcaption>
    </figure>
  );
}
