/** Alarms as the template has them, judged by the local CloudWatch over hours of made-up measurements. */
import { describe, expect, test } from '@jest/globals';
import { alarmResource, metricsOf, type Alarm } from '../../../deploy/infrastructure/alarms/alarm.js';
import { applicationAlarms } from '../../../deploy/infrastructure/alarms/application-alarms.js';
import { errorRateAlarm } from '../../../deploy/infrastructure/alarms/source-alarms.js';
import type { AlarmSettings } from '../../../local/services/cloudwatch/alarm-settings.js';
import { judge, type Alarm as Judged } from '../../../local/services/cloudwatch/alarms.js';
import { Metrics } from '../../../local/services/cloudwatch/metrics.js';

const START = Date.UTC(2026, 0, 1, 12, 3, 20);
const MINUTE_MS = 60_000;
/** The service tells CloudWatch four times a minute. */
const SAMPLE_MS = 15_000;
const NAMESPACE = 'AWS/KinesisAnalytics';

interface Sample {
  readonly name: string;
  readonly value: number;
  readonly groups?: Readonly<Record<string, string>>;
}

/** The minutes after the start at which the alarm is on; `measured` gives what is told in each minute. */
function minutesOfAlarm(alarm: Alarm, minutes: number, measured: (minute: number) => readonly Sample[]): number[] {
  const [resource] = Object.values(alarmResource(alarm, { application: 'plays', tags: {} }));
  const settings = resource?.Properties as unknown as AlarmSettings;
  const judged: Judged = {
    name: '',
    arn: '',
    createdAt: 0,
    settings,
    state: 'OK',
    reason: '',
    stateSince: 0,
    forced: false,
  };
  const metrics = new Metrics();
  const alarmed = new Set<number>();
  for (let now = START; now < START + minutes * MINUTE_MS; now += SAMPLE_MS) {
    const minute = (now - START) / MINUTE_MS;
    const data = measured(minute).map(({ name, value, groups }) => ({
      ...{ name, value, timestamp: now },
      dimensions: { Application: 'plays', ...groups },
    }));
    metrics.put(NAMESPACE, data);
    judge(judged, metrics, now);
    if (judged.state === 'ALARM') alarmed.add(Math.floor(minute));
  }
  return [...alarmed];
}

describe.each([
  ['FLINK-2_2', 'runningTime'],
  ['FLINK-1_20', 'uptime'],
])('failed checkpoints of %s', (runtime, running) => {
  const alarm = applicationAlarms('plays', runtime).find(({ name }) => name === 'failed-checkpoints');
  const minutesOf = (minutes: number, of: (minute: number) => { failed: number; runs?: number }): number[] => {
    if (alarm === undefined) throw new Error('there is no such alarm');
    return minutesOfAlarm(alarm, minutes, (minute) => {
      const { failed, runs = minute } = of(minute);
      return [
        { name: 'numberOfFailedCheckpoints', value: failed },
        { name: running, value: runs * MINUTE_MS },
      ];
    });
  };

  test('a healthy start has some that were due before all tasks ran', () => {
    expect(minutesOf(60, (minute) => ({ failed: Math.min(19, Math.floor(minute * 2.5)) }))).toEqual([]);
  });

  test('so has a restart, and a version after another that counted from zero', () => {
    const restarted = (minute: number): { failed: number; runs: number } => {
      const runs = minute < 62 ? minute : minute - 62;
      return { failed: minute < 62 ? 3 : 3 + Math.min(8, Math.floor(runs * 4)), runs };
    };
    expect(minutesOf(120, restarted)).toEqual([]);
    expect(minutesOf(120, (minute) => ({ ...restarted(minute), failed: minute < 62 ? 0 : 8 }))).toEqual([]);
  });

  test('one that fails later is an alarm, for as long as one did in five minutes', () => {
    const alarmed = minutesOf(120, (minute) => ({ failed: minute < 70 ? 8 : 9 }));
    expect(alarmed[0]).toBe(70);
    expect(alarmed.length).toBeLessThanOrEqual(10);
  });

  test('those that fail from the start on are one once the job has been running for a while', () => {
    const [first = NaN] = minutesOf(60, (minute) => ({ failed: Math.floor(minute) }));
    expect(first).toBeGreaterThanOrEqual(10);
    expect(first).toBeLessThan(20);
  });

  test('so are those that time out, ten minutes after one another', () => {
    const alarmed = minutesOf(60, (minute) => ({ failed: Math.floor(minute / 10) }));
    expect(alarmed).toEqual(expect.arrayContaining([20, 30, 40, 50]));
  });
});

describe('the error rate', () => {
  const alarm = errorRateAlarm('plays');
  const told = (letters: Readonly<Record<string, number>>, read: number): readonly Sample[] => [
    { name: 'recordsPerSecond', value: read },
    ...Object.entries(letters).map(([reason, value]) => ({ name: 'deadLettersPerSecond', value, groups: { reason } })),
  ];

  test('takes no more metrics than an expression of an alarm may, however many sources there are', () => {
    expect(metricsOf(alarm).length).toBeLessThanOrEqual(10);
  });

  test('is of all reasons together, and of what all sources read', () => {
    expect(
      minutesOfAlarm(alarm, 20, () => told({ invalid: 0.6, late: 0.3, rejected: 0, undecodable: 0 }, 100)),
    ).toEqual([]);
    const alarmed = minutesOfAlarm(alarm, 20, () =>
      told({ invalid: 0.6, late: 0.5, rejected: 0, undecodable: 0 }, 100),
    );
    // By the clock the third minute begins after 100 seconds.
    expect(alarmed[0]).toBe(1);
    expect(alarmed.at(-1)).toBe(19);
  });

  test('is none while nothing is read', () => {
    expect(minutesOfAlarm(alarm, 20, () => told({ invalid: 0 }, 0))).toEqual([]);
  });
});
