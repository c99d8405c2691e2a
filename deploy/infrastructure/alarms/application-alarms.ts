/** Alarms of the application itself: it does not run, starts again and again, or keeps no checkpoints. */
import { ofApplication, runtimeMetrics, type Metric } from '../metrics.js';
import type { Alarm } from './alarm.js';

/** For so long after a start tasks may still be on their way, with all the state that they restore. */
const STARTING_MS = 10 * 60_000;

export function applicationAlarms(application: string, runtime: string): Alarm[] {
  const { restarts, notRunning, running } = runtimeMetrics(runtime);
  const of = (name: string, statistic: Metric['statistic']): Metric => ofApplication(application, name, statistic);
  const idle = Object.fromEntries(notRunning.map((name, at) => [`m${at + 1}`, of(name, 'Average')]));
  return [
    {
      name: 'not-running',
      description: `${application} processes nothing: its job is failing or restarting, or it has been stopped. See  pipectl status  and  pipectl logs`,
      of: { expression: `MAX([${Object.keys(idle).join(', ')}])`, metrics: idle },
      above: 0,
      // A job that tells nothing does not run.
      missing: 'breaching',
    },
    {
      name: 'restarts',
      description: `The job of ${application} has failed and started again. See  pipectl logs  for the first failure`,
      // It only ever grows, so what counts is whether it does.
      of: { expression: 'RATE(m1)', metrics: { m1: of(restarts, 'Maximum') } },
      above: 0,
    },
    {
      name: 'failed-checkpoints',
      description: `Checkpoints of ${application} fail: after a failure it would read again from the last one that did not`,
      // Flink also counts each checkpoint that is due before all tasks run: of those every healthy start has some.
      of: {
        expression: `IF(running > ${STARTING_MS}, RATE(failed), 0)`,
        metrics: { running: of(running, 'Minimum'), failed: of('numberOfFailedCheckpoints', 'Maximum') },
      },
      above: 0,
      minutes: 5,
    },
  ];
}
