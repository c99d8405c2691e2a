/** Alarms, judged when they are looked at: by the newest periods of their metric or expression. */
import type { AlarmSettings } from './alarm-settings.js';
import type { Metrics } from './metrics.js';
import { dimensionsOf, periodOf, seriesOf } from './queries.js';
import { series } from './statistics.js';

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** As it was put. */
  readonly settings: AlarmSettings;
  state: State;
  reason: string;
  stateSince: number;
  /** Set by hand, until the next change of data. */
  forced: boolean;
}

const COMPARE: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export const isComparison = (name: string): boolean => Object.hasOwn(COMPARE, name);

export function judge(alarm: Alarm, metrics: Metrics, now: number): void {
  if (alarm.forced) return;
  const [state, reason] = judgement(alarm.settings, metrics, now);
  alarm.reason = reason;
  if (state === alarm.state) return;
  alarm.state = state;
  alarm.stateSince = now;
}

function judgement(settings: AlarmSettings, metrics: Metrics, now: number): [State, string] {
  const { EvaluationPeriods: count = 1, DatapointsToAlarm: needed = count, Threshold: threshold = 0 } = settings;
  const { TreatMissingData: missing = 'missing', ComparisonOperator: operator = '' } = settings;
  const values = newest(settings, metrics, now, count);
  const found = values.filter((value) => value !== null);
  if (found.length === 0 && missing === 'missing') return ['INSUFFICIENT_DATA', 'There are no datapoints.'];
  const compare = COMPARE[operator] ?? (() => false);
  const breaching = values.filter((value) =>
    value === null ? missing === 'breaching' : compare(value, threshold),
  ).length;
  const reason = `${breaching} of the last ${count} datapoints were ${operator} ${threshold}.`;
  return [breaching >= needed ? 'ALARM' : 'OK', reason];
}

/** The newest first; null where nothing is known. */
function newest(settings: AlarmSettings, metrics: Metrics, now: number, count: number): (number | null)[] {
  const queries = settings.Metrics ?? [];
  const period = settings.Period ?? (queries.length > 0 ? periodOf(queries) : 60);
  const periodMs = period * 1000;
  const end = Math.floor(now / periodMs) * periodMs + periodMs;
  // One more than is judged, for expressions that look at what was before.
  const from = end - (count + 1) * periodMs;
  const returned = queries.find(({ ReturnData }) => ReturnData !== false);
  const values = returned
    ? seriesOf(metrics, queries, returned.Id, { from, to: end })
    : series(
        metrics.find(settings.Namespace ?? '', settings.MetricName ?? '', dimensionsOf(settings.Dimensions)),
        settings.Statistic ?? settings.ExtendedStatistic ?? 'Average',
        { from, to: end, periodMs },
      );
  // The period that runs has its datapoint only once there is one.
  const last = values.has(end - periodMs) ? end - periodMs : end - 2 * periodMs;
  return Array.from({ length: count }, (_, index) => values.get(last - index * periodMs) ?? null);
}
