/** Metrics: put, listed, and read in three ways. */
import { list, oneOf, optional, structure, text } from '../front/shape.js';
import type { Operations } from '../front/operations.js';
import { invalidCombination, invalidValue } from './errors.js';
import type { Datum, Dimensions, Metric, Metrics } from './metrics.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';
import { dimensionsOf, seriesOf } from './queries.js';
import { dimensions, instant, metricName, metricQueries, namespace, number, unit, whole } from './scalars.js';
import { periods, reduction } from './statistics.js';

const PAGE = 500;
const MOST_VALUES = 150;
const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

const datum = structure({
  MetricName: metricName(),
  Dimensions: optional(dimensions()),
  Timestamp: optional(instant()),
  Value: optional(number()),
  Values: optional(list(number(), { max: MOST_VALUES })),
  Counts: optional(list(number(), { max: MOST_VALUES })),
  StatisticValues: optional(structure({ SampleCount: number(), Sum: number(), Minimum: number(), Maximum: number() })),
  Unit: optional(unit()),
});

export const metricOperations = (metrics: Metrics, now: () => number): Operations => ({
  PutMetricData: operation(
    structure({ Namespace: namespace(), MetricData: list(datum, { max: 1000 }) }),
    ({ Namespace, MetricData }) => {
      if (Namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
      metrics.put(
        Namespace,
        MetricData.flatMap((each) => dataOf(each, now())),
      );
      return undefined;
    },
  ),

  ListMetrics: operation(
    structure({
      Namespace: optional(namespace()),
      MetricName: optional(metricName()),
      Dimensions: optional(
        list(structure({ Name: text({ min: 1, max: 255 }), Value: optional(text({ min: 1, max: 1024 })) }), {
          max: 10,
        }),
      ),
      NextToken: optional(text()),
      RecentlyActive: optional(oneOf(['PT3H'])),
    }),
    ({ Namespace: wanted, MetricName: name, Dimensions: filters = [], NextToken }) => {
      const found = metrics
        .all()
        .filter((metric) => (wanted ?? metric.namespace) === metric.namespace && (name ?? metric.name) === metric.name)
        .filter((metric) => filters.every(({ Name, Value }) => has(metric.dimensions, Name, Value)));
      const { items, next } = pageOf(found, PAGE, NextToken);
      return { Metrics: items.map(described), ...next };
    },
  ),

  GetMetricStatistics: operation(
    structure({
      Namespace: namespace(),
      MetricName: metricName(),
      Dimensions: optional(dimensions()),
      StartTime: instant(),
      EndTime: instant(),
      Period: whole(1),
      Statistics: optional(list(oneOf(STATISTICS), { min: 1, max: 5 })),
      ExtendedStatistics: optional(list(text(), { min: 1, max: 10 })),
      Unit: optional(unit()),
    }),
    (input) => {
      const { Statistics: statistics = [], ExtendedStatistics: extended = [] } = input;
      if (statistics.length + extended.length === 0) throw invalidCombination('At least one statistic is needed.');
      if (input.StartTime >= input.EndTime) throw invalidValue('The StartTime must be less than the EndTime.');
      const metric = metrics.find(input.Namespace, input.MetricName, dimensionsOf(input.Dimensions));
      const window = { from: input.StartTime, to: input.EndTime, periodMs: input.Period * 1000 };
      const Datapoints = [...periods(metric, window)].map(([start, samples]) => ({
        Timestamp: new Date(start),
        ...Object.fromEntries(statistics.map((name) => [name, reduction(name)(samples)])),
        ...(extended.length > 0 && {
          ExtendedStatistics: Object.fromEntries(extended.map((name) => [name, reduction(name)(samples)])),
        }),
        Unit: metric?.unit ?? 'None',
      }));
      return { Label: input.MetricName, Datapoints };
    },
  ),

  GetMetricData: operation(
    structure({
      MetricDataQueries: metricQueries(),
      StartTime: instant(),
      EndTime: instant(),
      NextToken: optional(text()),
      ScanBy: optional(oneOf(['TimestampDescending', 'TimestampAscending'])),
      MaxDatapoints: optional(whole(1)),
    }),
    ({ MetricDataQueries: queries, StartTime: from, EndTime: to, ScanBy = 'TimestampDescending' }) => {
      if (from >= to) throw invalidValue('The StartTime must be less than the EndTime.');
      const shown = queries.filter(({ ReturnData }) => ReturnData !== false);
      const MetricDataResults = shown.map(({ Id, Label, MetricStat, Expression }) => {
        const values = [...seriesOf(metrics, queries, Id, { from, to })].sort(([a], [b]) => a - b);
        if (ScanBy === 'TimestampDescending') values.reverse();
        return {
          Id,
          Label: Label ?? MetricStat?.Metric.MetricName ?? Expression ?? Id,
          Timestamps: values.map(([time]) => new Date(time)),
          Values: values.map(([, value]) => value),
          StatusCode: 'Complete',
        };
      });
      return { MetricDataResults, Messages: [] };
    },
  ),
});

type Given = {
  readonly MetricName: string;
  readonly Dimensions: Parameters<typeof dimensionsOf>[0];
  readonly Timestamp: number | undefined;
  readonly Value: number | undefined;
  readonly Values: readonly number[] | undefined;
  readonly Counts: readonly number[] | undefined;
  readonly StatisticValues:
    | { readonly SampleCount: number; readonly Sum: number; readonly Minimum: number; readonly Maximum: number }
    | undefined;
  readonly Unit: string | undefined;
};

function dataOf(given: Given, now: number): Datum[] {
  const { Value: value, Values: values, Counts: counts, StatisticValues: set } = given;
  if ([value, values, set].filter((each) => each !== undefined).length !== 1) {
    throw invalidCombination(`The metric ${given.MetricName} needs exactly one of Value, Values and StatisticValues.`);
  }
  const made = {
    name: given.MetricName,
    dimensions: dimensionsOf(given.Dimensions),
    timestamp: given.Timestamp ?? now,
    ...(given.Unit !== undefined && { unit: given.Unit }),
  };
  if (value !== undefined) return [{ ...made, value }];
  if (values !== undefined) {
    if (counts !== undefined && counts.length !== values.length)
      throw invalidValue('There must be as many Counts as Values.');
    return values.map((each, index) => ({ ...made, value: each, count: counts?.[index] ?? 1 }));
  }
  if (set === undefined || set.SampleCount <= 0) throw invalidValue('The SampleCount must be greater than 0.');
  // The extremes are kept, and what is left of the sum lies between them.
  if (set.SampleCount === 1) return [{ ...made, value: set.Sum }];
  const rest = set.SampleCount - 2;
  const between = { ...made, value: rest > 0 ? (set.Sum - set.Minimum - set.Maximum) / rest : 0, count: rest };
  return [{ ...made, value: set.Minimum }, { ...made, value: set.Maximum }, ...(rest > 0 ? [between] : [])];
}

const has = (all: Dimensions, name: string, value: string | undefined): boolean =>
  Object.hasOwn(all, name) && (value === undefined || all[name] === value);

const described = ({ namespace: Namespace, name: MetricName, dimensions: all }: Metric): object => ({
  Namespace,
  MetricName,
  Dimensions: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
});
