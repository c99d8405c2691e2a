/** Queries for metric data: metrics and expressions over them, which name each other. */
import type { Read } from '../front/shape.js';
import { invalidCombination, invalidValue } from './errors.js';
import { evaluate, type Value } from './metric-math.js';
import type { Dimensions, Metrics } from './metrics.js';
import type { metricQueries } from './scalars.js';
import { series, type Series, type Window } from './statistics.js';

export type MetricQuery = Read<ReturnType<typeof metricQueries>>[number];

const DEFAULT_PERIOD = 60;

/** The values of one query, by the beginning of the period. */
export function seriesOf(
  metrics: Metrics,
  queries: readonly MetricQuery[],
  id: string,
  window: Omit<Window, 'periodMs'>,
): Series {
  const periodMs = periodOf(queries) * 1000;
  const value = valueOf(metrics, queries, id, { ...window, periodMs }, []);
  if (typeof value !== 'number') return value;
  // A number is the same at all times.
  const start = Math.floor(window.from / periodMs) * periodMs;
  const count = Math.max(0, Math.ceil((window.to - start) / periodMs));
  return new Map(Array.from({ length: count }, (_, index) => [start + index * periodMs, value]));
}

export const periodOf = (queries: readonly MetricQuery[]): number =>
  Math.max(0, ...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0)) || DEFAULT_PERIOD;

function valueOf(
  metrics: Metrics,
  queries: readonly MetricQuery[],
  id: string,
  window: Window,
  within: readonly string[],
): Value {
  const query = queries.find((each) => each.Id === id);
  if (query === undefined) throw invalidValue(`There is no query ${id}.`);
  if (within.includes(id)) throw invalidValue(`The expression of ${id} depends on itself.`);
  const { MetricStat: stat, Expression: expression } = query;
  if ((stat === undefined) === (expression === undefined)) {
    throw invalidCombination(`The query ${id} needs either a MetricStat or an Expression.`);
  }
  if (stat === undefined) {
    return evaluate(expression ?? '', (other) => valueOf(metrics, queries, other, window, [...within, id]), window);
  }
  const { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions } = stat.Metric;
  return series(metrics.find(namespace, name, dimensionsOf(dimensions)), stat.Stat, window);
}

export const dimensionsOf = (
  given: readonly { readonly Name: string; readonly Value: string }[] | undefined,
): Dimensions => Object.fromEntries((given ?? []).map(({ Name, Value: value }) => [Name, value]));
