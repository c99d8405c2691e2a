/** What an alarm is made of. */
import { list, oneOf, optional, structure, text, type Read } from '../front/shape.js';
import {
  alarmName,
  boolean,
  dimensions,
  metricName,
  metricQueries,
  namespace,
  number,
  unit,
  whole,
} from './scalars.js';

const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
const arns = () => optional(list(text({ min: 1, max: 1024 }), { max: 5 }));

export const alarmSettings = structure({
  AlarmName: alarmName(),
  AlarmDescription: optional(text({ max: 1024 })),
  ActionsEnabled: optional(boolean()),
  OKActions: arns(),
  AlarmActions: arns(),
  InsufficientDataActions: arns(),
  MetricName: optional(metricName()),
  Namespace: optional(namespace()),
  Statistic: optional(oneOf(STATISTICS)),
  ExtendedStatistic: optional(text()),
  Dimensions: optional(dimensions()),
  Period: optional(whole(1)),
  Unit: optional(unit()),
  EvaluationPeriods: optional(whole(1)),
  DatapointsToAlarm: optional(whole(1)),
  Threshold: optional(number()),
  ComparisonOperator: optional(text()),
  TreatMissingData: optional(oneOf(['breaching', 'notBreaching', 'ignore', 'missing'])),
  Metrics: optional(metricQueries()),
});

export type AlarmSettings = Read<typeof alarmSettings>;
