import type { Axis } from 'uplot';
import { Chart } from '../common/chart';
import type { Answer } from '../../models/comparison';
import { lossAxis } from '../common/loss-axis';
import * as words from '../../shared/words';

/** Told apart by colour and by dashes. */
const strokes = [
  { colour: '--accent', dash: [] },
  { colour: '--second', dash: [8, 4] },
  { colour: '--ink', dash: [2, 3] },
  { colour: '--third', dash: [10, 3, 2, 3] },
];

interface Point {
  at: number;
  value: number;
}

/** How each model learnt: its loss, and the hidden songs that it found, over the passes. */
export function CompareCharts({ answers }: { answers: Answer[] }) {
  const losses = answers.map(({ about }) => about.info.epochLosses.map((value, index) => ({ at: index + 1, value })));
  const hits = answers.map(({ about }) => about.info.heldOutHits.map(({ epoch, found, queries }) => ({ at: epoch, value: (100 * found) / queries })));
  const names = answers.map(({ name }) => name);
  const kinds = new Set(answers.map(({ about: { info } }) => `${info.recipe} ${info.hyperparameters['negative']}`));
  return (
    <>
      <Curves
        title="How wrong each was"
        names={names}
        curves={losses}
        range={(low, high) => [Math.max(0, low - (high - low) * 0.1), high + (high - low) * 0.1 || 1]}
        text={words.loss}
        axis={lossAxis}
      />
      {kinds.size > 1 && losses.every(({ length }) => length > 0) && (
        <p class="small">They were asked different questions, so their losses say little about which is better.</p>
      )}
      <Curves
        title="Hidden songs found in the first ten"
        names={names}
        curves={hits}
        range={(_low, high) => [0, Math.min(100, Math.max(10, high * 1.2))]}
        text={(value) => `${value.toFixed(0)}%`}
        axis={{ values: (_chart, ticks) => ticks.map((tick) => `${tick}%`) }}
      />
    </>
  );
}

/** Where only one has a curve it is shown as well; where none has, nothing. */
function Curves({ title, names, curves, range, text, axis }: {
  title: string;
  names: string[];
  curves: Point[][];
  /** What the chart spans, from the least and the greatest value; the steep way of the first few passes is left out. */
  range: (low: number, high: number) => [number, number];
  text: (value: number) => string;
  axis: Axis;
}) {
  const drawn = curves.map((points, place) => ({ points, place })).filter(({ points }) => points.length > 0);
  if (drawn.every(({ points }) => points.length < 2)) return null;
  const passes = [...new Set(drawn.flatMap(({ points }) => points.map(({ at }) => at)))].sort((one, other) => one - other);
  const last = Math.max(...passes);
  const lines = drawn.map(({ points }) => {
    const values = new Map(points.map(({ at, value }) => [at, value]));
    return passes.map((at) => values.get(at) ?? null);
  });
  const settled = drawn.flatMap(({ points }) => points.slice(Math.floor(points.length / 20)).map(({ value }) => value));
  const span = range(Math.min(...settled), Math.max(...settled));
  const stamp = JSON.stringify([drawn.map(({ place }) => place), passes.length, last, lines.map((line) => line.at(-1))]);
  const told = drawn.map(({ points, place }) => {
    const [first, end] = [points[0], points.at(-1)];
    return first && end ? `${names[place]}: ${text(first.value)} at first, ${text(end.value)} after pass ${Math.round(end.at)}` : '';
  });
  return (
    <figure class="line-chart">
      <p class="chart-title">{title}</p>
      <Chart
        data={[passes, ...lines]}
        stamp={stamp}
        shape={stamp}
        look={({ colour }) => ({
          height: 150,
          scales: {
            x: { time: false, range: [0, last] },
            y: { range: span },
          },
          axes: [{}, axis],
          series: [
            {},
            ...drawn.map(({ points, place }) => {
              const { colour: hue = '--ink', dash = [] } = strokes[place] ?? {};
              return {
                stroke: colour(hue), width: 2, dash, spanGaps: true,
                points: { show: points.length === 1, size: 8, fill: colour(hue), stroke: colour(hue) },
              };
            }),
          ],
        })}
      />
      <p class="keys" aria-hidden="true">
        {drawn.map(({ place }) => (
          <span key={place} class="key curve">
            <svg viewBox="0 0 28 4" width="28" height="4">
              <line
                x1="0" y1="2" x2="28" y2="2" stroke-width="2.5"
                stroke={`var(${strokes[place]?.colour ?? '--ink'})`}
                stroke-dasharray={strokes[place]?.dash.join(' ')}
              />
            </svg>
            <bdi class="clip">{names[place]}</bdi>
          </span>
        ))}
      </p>
      <figcaption class="unseen">{told.join('. ')}.</figcaption>
    </figure>
  );
}
