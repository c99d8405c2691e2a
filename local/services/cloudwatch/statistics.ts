/** What a metric was in each period: its sum, average, extremes or a percentile. */
import { invalidValue } from './errors.js';
import type { Metric, Sample } from './metrics.js';

export interface Window {
  readonly from: number;
  readonly to: number;
  readonly periodMs: number;
}

/** By the beginning of the period, in order; periods without samples are absent. */
export type Series = ReadonlyMap<number, number>;

type Reduce = (samples: readonly Sample[]) => number;

const sum: Reduce = (samples) => samples.reduce((total, { value, count }) => total + value * count, 0);
const size: Reduce = (samples) => samples.reduce((total, { count }) => total + count, 0);

const NAMED: Readonly<Record<string, Reduce>> = {
  Sum: sum,
  SampleCount: size,
  Average: (samples) => sum(samples) / size(samples),
  Minimum: (samples) => samples.reduce((least, { value }) => Math.min(least, value), Infinity),
  Maximum: (samples) => samples.reduce((most, { value }) => Math.max(most, value), -Infinity),
};

export function reduction(stat: string): Reduce {
  const named = Object.hasOwn(NAMED, stat) ? NAMED[stat] : undefined;
  if (named) return named;
  const rank = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(stat)?.[1];
  if (rank === undefined) throw invalidValue(`The local CloudWatch has no statistic ${stat}.`);
  return (samples) => percentile(samples, Number(rank) / 100);
}

export function series(metric: Metric | null, stat: string, window: Window): Series {
  const reduce = reduction(stat);
  return new Map([...periods(metric, window)].map(([start, samples]) => [start, reduce(samples)]));
}

/** Samples by the beginning of their period. */
export function periods(metric: Metric | null, { from, to, periodMs }: Window): ReadonlyMap<number, readonly Sample[]> {
  const found = new Map<number, Sample[]>();
  const first = Math.floor(from / periodMs) * periodMs;
  for (const sample of metric?.samples ?? []) {
    if (sample.timestamp < first || sample.timestamp >= to) continue;
    const start = Math.floor(sample.timestamp / periodMs) * periodMs;
    const samples = found.get(start);
    if (samples) samples.push(sample);
    else found.set(start, [sample]);
  }
  return found;
}

/** Between neighbours, as CloudWatch does it. */
function percentile(samples: readonly Sample[], rank: number): number {
  const values = samples
    .flatMap(({ value, count }) => Array.from({ length: count }, () => value))
    .sort((a, b) => a - b);
  const at = rank * (values.length - 1);
  const [below = 0, above = 0] = [values[Math.floor(at)], values[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}
