import { Chart } from '../common/chart';
import { lossAxis } from '../common/loss-axis';
import * as words from '../../shared/words';

/** What guessing by the toss of a coin scores: ln 2. */
const coin = Math.LN2;

/** Up to where there is something to see: what falls within the first passes would press the rest flat. */
function ceiling(epochLosses: number[]): number {
  return epochLosses.length < 4 ? coin : Math.max(...epochLosses.slice(1));
}

/** The loss so far: a dot for each finished epoch, a thin line for the one under way, and at first the coin's score to compare with. */
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
            y: {
              range: ({ data: [, , whole] }, low) => {
                const high = ceiling([...(whole ?? [])].filter((loss) => loss != null));
                const margin = Math.abs(high - low) * 0.1 || 0.01;
                return [Math.max(0, low - margin), high + margin];
              },
            },
          },
          axes: [{}, lossAxis],
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
        {ceiling(epochLosses) >= coin && <span class="key coin">tossing a coin</span>}
      </p>
      <figcaption class="unseen">{summary}</figcaption>
    </figure>
  );
}
