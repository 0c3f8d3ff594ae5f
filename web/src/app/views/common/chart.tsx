import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** What a chart needs of the page: its colours, by name, and its letters. */
export interface Dress {
  colour(name: string): string;
  font: string;
}

export type Look = Pick<uPlot.Options, 'height' | 'scales' | 'series'> & { axes: [uPlot.Axis, uPlot.Axis] };

/**
 * Lines over the passes, as wide as there is room and in the page's colours. A canvas is nothing to a
 * screen reader: whoever draws one says the same in words beside it.
 *
 * @param stamp another one each time that the data are
 * @param shape another one each time that the look is
 */
export function Chart({ data, stamp, look, shape }: {
  data: uPlot.AlignedData;
  stamp: string;
  look: (dress: Dress) => Look;
  shape: string;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>();
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const draw = (): void => {
      chart.current?.destroy();
      chart.current = new uPlot(options(element, look), latest.current, element);
    };
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const forced = matchMedia('(forced-colors: active)');
    const observer = new ResizeObserver(([entry]) => {
      const { current } = chart;
      if (entry && current) current.setSize({ width: Math.floor(entry.contentRect.width), height: current.height });
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
  }, [shape]);

  useEffect(() => {
    chart.current?.setData(latest.current);
  }, [stamp]);

  return <div ref={holder} aria-hidden="true" />;
}

function options(element: HTMLElement, look: (dress: Dress) => Look): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const font = `12px ${styles.fontFamily}`;
  const { axes: [across, up], ...others } = look({ colour, font });
  const ink = colour('--ink-2');
  return {
    ...others,
    width: Math.max(1, Math.floor(element.clientWidth)),
    padding: [8, 22, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    axes: [
      {
        stroke: ink, font, size: 26, gap: 4,
        grid: { show: false },
        ticks: { stroke: colour('--line'), size: 4 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
        ...across,
      },
      {
        stroke: ink, font, size: 46, gap: 6, space: 36,
        grid: { stroke: colour('--line'), width: 1 },
        ticks: { show: false },
        ...up,
      },
    ],
  };
}
