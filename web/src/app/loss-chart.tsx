import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import * as words from './words';

/** What guessing by the toss of a coin scores: ln 2. */
const coin = Math.LN2;

/**
 * The loss so far: a dot for each finished epoch, a thin line for the one under way, and the coin's
 * score to compare with. A canvas is nothing to a screen reader: the same in words stands beside it.
 */
export function LossChart({ epochs, epochLosses, live }: {
  epochs: number;
  epochLosses: number[];
  live: { at: number; loss: number }[];
}) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>();
  const data = useRef<uPlot.AlignedData>([[], [], [], []]);

  const marks = [
    ...live.map(({ at, loss }) => ({ at, live: loss as number | null, whole: null as number | null })),
    ...epochLosses.map((loss, index) => ({ at: index + 1, live: null, whole: loss })),
    { at: 0, live: null, whole: null },
    { at: epochs, live: null, whole: null },
  ].sort((one, other) => one.at - other.at);
  data.current = [
    marks.map(({ at }) => at),
    marks.map(({ live: value }) => value),
    marks.map(({ whole }) => whole),
    marks.map(() => coin),
  ];

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const draw = (): void => {
      chart.current?.destroy();
      chart.current = new uPlot(options(element, epochs), data.current, element);
    };
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const forced = matchMedia('(forced-colors: active)');
    const observer = new ResizeObserver(([entry]) => {
      if (entry) chart.current?.setSize({ width: Math.floor(entry.contentRect.width), height: chartHeight });
    });
    draw();
    observer.observe(element);
    dark.addEventListener('change', draw);
    forced.addEventListener('change', draw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', draw);
      forced.removeEventListener('change', draw);
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [epochs]);

  useEffect(() => {
    chart.current?.setData(data.current);
  }, [epochLosses.length, live.length]);

  const first = epochLosses[0];
  const last = epochLosses.at(-1);
  const summary = first === undefined || last === undefined
    ? 'No pass is finished yet.'
    : `Loss after pass 1: ${words.loss(first)}; after pass ${epochLosses.length}: ${words.loss(last)}. A coin scores ${words.loss(coin)}.`;
  return (
    <figure class="loss-chart">
      <div ref={holder} aria-hidden="true" />
      <p class="keys" aria-hidden="true">
        <span class="key whole">each pass</span>
        {live.length > 0 && <span class="key now">right now</span>}
        <span class="key coin">tossing a coin</span>
      </p>
      <figcaption class="unseen">{summary}</figcaption>
    </figure>
  );
}

const chartHeight = 168;

function options(element: HTMLElement, epochs: number): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const ink = colour('--ink-2');
  const font = `12px ${styles.fontFamily}`;
  return {
    width: Math.max(1, Math.floor(element.clientWidth)),
    height: chartHeight,
    padding: [8, 22, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: [0, epochs] },
      y: { range: (_chart, low, high) => [Math.max(0, low - (high - low) * 0.1), high + (high - low) * 0.1 || 1] },
    },
    axes: [
      {
        stroke: ink, font, size: 26, gap: 4,
        grid: { show: false },
        ticks: { stroke: colour('--line'), size: 4 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      },
      {
        stroke: ink, font, size: 46, gap: 6, space: 36,
        grid: { stroke: colour('--line'), width: 1 },
        ticks: { show: false },
        values: (_chart, ticks) => ticks.map((tick) => tick.toFixed(2)),
      },
    ],
    series: [
      {},
      { stroke: colour('--second'), width: 1.25, points: { show: false }, spanGaps: true },
      {
        stroke: colour('--accent'), width: 2.5, spanGaps: true,
        points: { show: epochs <= 30, size: 7, fill: colour('--accent'), stroke: colour('--accent') },
      },
      { stroke: ink, width: 1, dash: [2, 5], points: { show: false } },
    ],
  };
}
