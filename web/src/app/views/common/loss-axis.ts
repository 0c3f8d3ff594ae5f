import type { Axis } from 'uplot';

/** From as fine as a loss is told. */
const steps = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** The figures beside a loss chart: even steps, and none rounded. */
export const lossAxis = {
  incrs: steps,
  values: (_chart: unknown, ticks: number[], _axis: unknown, _space: unknown, step: number): string[] =>
    ticks.map((tick) => tick.toFixed(step < 0.001 ? 4 : step < 0.01 ? 3 : 2)),
} satisfies Axis;
