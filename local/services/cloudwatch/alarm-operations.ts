/** Alarms as the API has them. */
import { list, oneOf, optional, structure, text } from '../front/shape.js';
import { arnOf } from '../front/account.js';
import type { Operations } from '../front/operations.js';
import { alarmSettings } from './alarm-settings.js';
import { isComparison, judge, type Alarm } from './alarms.js';
import { invalidCombination, invalidValue, notFound } from './errors.js';
import type { Metrics } from './metrics.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';
import { alarmName, whole } from './scalars.js';

export function alarmOperations(metrics: Metrics, now: () => number): Operations {
  const alarms = new Map<string, Alarm>();
  const existing = (name: string): Alarm => {
    const found = alarms.get(name);
    if (found === undefined) throw notFound(`There is no alarm ${name}.`);
    return found;
  };
  return {
    PutMetricAlarm: operation(alarmSettings, (settings, region) => {
      const { AlarmName: name, Metrics: queries, MetricName: metric, ComparisonOperator: operator = '' } = settings;
      if ((queries === undefined) === (metric === undefined)) {
        throw invalidCombination('An alarm needs either a MetricName or Metrics.');
      }
      if (!isComparison(operator)) throw invalidValue(`The local CloudWatch does not compare by '${operator}'.`);
      if (settings.EvaluationPeriods === undefined || settings.Threshold === undefined) {
        throw invalidCombination('An alarm needs EvaluationPeriods and a Threshold.');
      }
      alarms.set(name, {
        ...{ name, settings, createdAt: now(), stateSince: now(), forced: false },
        ...{
          arn: arnOf('cloudwatch', region, `alarm:${name}`),
          state: 'INSUFFICIENT_DATA',
          reason: 'Unchecked: Initial alarm creation',
        },
      });
      return undefined;
    }),
    DescribeAlarms: operation(
      structure({
        AlarmNames: optional(list(alarmName(), { max: 100 })),
        AlarmNamePrefix: optional(alarmName()),
        StateValue: optional(oneOf(['OK', 'ALARM', 'INSUFFICIENT_DATA'])),
        MaxRecords: optional(whole(1)),
        NextToken: optional(text()),
      }),
      ({ AlarmNames: names, AlarmNamePrefix: prefix = '', StateValue: state, MaxRecords = 50, NextToken }) => {
        for (const alarm of alarms.values()) judge(alarm, metrics, now());
        const found = [...alarms.values()]
          .filter(({ name }) => (names?.includes(name) ?? true) && name.startsWith(prefix))
          .filter((alarm) => (state ?? alarm.state) === alarm.state)
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const { items, next } = pageOf(found, MaxRecords, NextToken);
        return { MetricAlarms: items.map(described), CompositeAlarms: [], ...next };
      },
    ),
    DeleteAlarms: operation(structure({ AlarmNames: list(alarmName(), { max: 100 }) }), ({ AlarmNames: names }) => {
      for (const name of names.map((each) => existing(each).name)) alarms.delete(name);
      return undefined;
    }),
    SetAlarmState: operation(
      structure({
        AlarmName: alarmName(),
        StateValue: oneOf(['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const),
        StateReason: text({ max: 1023 }),
      }),
      ({ AlarmName: name, StateValue: state, StateReason: reason }) => {
        Object.assign(existing(name), { state, reason, stateSince: now(), forced: true });
        return undefined;
      },
    ),
  };
}

const described = ({ name, arn, settings, createdAt, state, reason, stateSince }: Alarm): object => {
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [], ActionsEnabled = true } = settings;
  return {
    ...(settings.Metrics === undefined && { Dimensions: [] }),
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    ...{ AlarmName: name, AlarmArn: arn, AlarmConfigurationUpdatedTimestamp: new Date(createdAt) },
    ...{ ActionsEnabled, OKActions, AlarmActions, InsufficientDataActions },
    ...{ StateValue: state, StateReason: reason, StateUpdatedTimestamp: new Date(stateSince) },
  };
};
