/** An alarm that tells the topic: over one metric, or over what is worked out of several. */
import type { Metric } from '../metrics.js';
import { logicalId } from '../logical-id.js';
import { TOPIC_ID } from '../topic.js';
import { ref, tagList, type Resources, type Value } from '../template.js';

export interface Alarm {
  /** After the application's name: `iterator-age-playback`. */
  readonly name: string;
  /** What is wrong and where to look, for whoever is woken by it. */
  readonly description: string;
  readonly of:
    | { readonly metric: Metric }
    /** Metrics by the ids that the expression knows them by: ten at most. */
    | { readonly expression: string; readonly metrics: Readonly<Record<string, Metric>> };
  readonly above: number;
  /** Minutes that one datum stands for. */
  readonly minutes?: 1 | 5;
  /** How many data in a row. */
  readonly times?: number;
  /** What no datum at all means; nothing wrong unless said otherwise. */
  readonly missing?: 'breaching' | 'notBreaching';
}

/** All that an alarm looks at. */
export const metricsOf = ({ of }: Alarm): readonly Metric[] =>
  'metric' in of ? [of.metric] : Object.values(of.metrics);

export interface AlarmOwner {
  readonly application: string;
  readonly tags: Readonly<Record<string, string>>;
}

export const alarmName = ({ application }: Pick<AlarmOwner, 'application'>, { name }: Alarm): string =>
  `${application}-${name}`;

export function alarmResource(alarm: Alarm, owner: AlarmOwner): Resources {
  const { name, description, above, times = 1, missing = 'notBreaching' } = alarm;
  return {
    [logicalId(name, 'Alarm')]: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: alarmName(owner, alarm),
        AlarmDescription: description,
        ...watched(alarm),
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: above,
        EvaluationPeriods: times,
        DatapointsToAlarm: times,
        TreatMissingData: missing,
        AlarmActions: [ref(TOPIC_ID)],
        OKActions: [ref(TOPIC_ID)],
        ...tagList(owner.tags),
      },
    },
  };
}

function watched({ of, minutes = 1 }: Alarm): { readonly [key: string]: Value } {
  const Period = minutes * 60;
  if ('metric' in of) {
    const { namespace, name, statistic, dimensions } = of.metric;
    return { Namespace: namespace, MetricName: name, Dimensions: list(dimensions), Statistic: statistic, Period };
  }
  return {
    Metrics: [
      { Id: 'e', Expression: of.expression, ReturnData: true },
      ...Object.entries(of.metrics).map(([Id, { namespace, name, statistic, dimensions }]) => ({
        Id,
        MetricStat: {
          Metric: { Namespace: namespace, MetricName: name, Dimensions: list(dimensions) },
          Stat: statistic,
          Period,
        },
        ReturnData: false,
      })),
    ],
  };
}

const list = (dimensions: Metric['dimensions']): Value =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
