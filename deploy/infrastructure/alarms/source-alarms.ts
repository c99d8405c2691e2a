/** Alarms of a source: how old what is read is, how far event time is behind, and records that were gone before they were read. */
import { ofJob, ofStream, REASONS, type Metric } from '../metrics.js';
import type { Alarm } from './alarm.js';

export interface SourceStream {
  /** The stage that reads it. */
  readonly source: string;
  /** What it is called there. */
  readonly stream: string;
}

const MINUTE_MS = 60_000;

export function sourceAlarms(application: string, { source, stream }: SourceStream): Alarm[] {
  const job = (name: string, statistic: Metric['statistic']): Metric =>
    ofJob(application, name, { source, stream }, statistic);
  return [
    {
      name: `iterator-age-${source}`,
      description: `Records of the stream ${stream} are over a minute old when they are read`,
      of: { metric: ofStream(stream, 'GetRecords.IteratorAgeMilliseconds', 'Maximum') },
      above: MINUTE_MS,
      times: 3,
    },
    {
      name: `lag-${source}`,
      description: `${application} is over five minutes behind in '${source}': windows close, and results come, that much later`,
      of: { metric: job('eventTimeLag', 'Maximum') },
      above: 5 * MINUTE_MS,
      times: 3,
    },
    {
      name: `expired-${source}`,
      description: `Records of the stream ${stream} were older than it keeps them before '${source}' read them: they are lost to ${application}`,
      of: { expression: 'RATE(FILL(m1, 0))', metrics: { m1: job('expiredShards', 'Sum') } },
      above: 0,
    },
  ];
}

const ERROR_PERCENT = 1;

/** Of all sources together: a letter does not say which source its record came from. */
export function errorRateAlarm(application: string): Alarm {
  const letters = REASONS.map((reason): [string, Metric] => [
    reason,
    ofJob(application, 'deadLettersPerSecond', { reason }, 'Sum'),
  ]);
  const sum = letters.map(([reason]) => `FILL(${reason}, 0)`).join(' + ');
  return {
    name: 'error-rate',
    description: `Over ${ERROR_PERCENT} % of what ${application} reads becomes a dead letter. See  pipectl dead-letters list`,
    of: {
      expression: `100 * (${sum}) / read`,
      metrics: { ...Object.fromEntries(letters), read: ofJob(application, 'recordsPerSecond', {}, 'Sum') },
    },
    above: ERROR_PERCENT,
    times: 3,
  };
}
