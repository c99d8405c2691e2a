/** The metrics that alarms and the dashboard look at, by whom they are told. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Maximum' | 'Average' | 'Sum' | 'Minimum';
}

type Statistic = Metric['statistic'];

/** Of the service itself, which knows Flink's. */
export const ofApplication = (application: string, name: string, statistic: Statistic): Metric => ({
  namespace: 'AWS/KinesisAnalytics',
  name,
  dimensions: { Application: application },
  statistic,
});

/** Ours, in Flink's group `kinesisanalytics`: the keys of the groups inside it are dimensions. */
export const ofJob = (
  application: string,
  name: string,
  groups: Readonly<Record<string, string>>,
  statistic: Statistic,
): Metric => ({
  namespace: 'AWS/KinesisAnalytics',
  name,
  dimensions: { Application: application, ...groups },
  statistic,
});

export const ofStream = (stream: string, name: string, statistic: Statistic): Metric => ({
  namespace: 'AWS/Kinesis',
  name,
  dimensions: { StreamName: stream },
  statistic,
});

export const ofDeliveryStream = (stream: string, name: string, statistic: Statistic): Metric => ({
  namespace: 'AWS/Firehose',
  name,
  dimensions: { DeliveryStreamName: stream },
  statistic,
});

export const ofTable = (table: string, name: string, statistic: Statistic): Metric => ({
  namespace: 'AWS/DynamoDB',
  name,
  dimensions: { TableName: table },
  statistic,
});

export const ofQueue = (queue: string, name: string, statistic: Statistic): Metric => ({
  namespace: 'AWS/SQS',
  name,
  dimensions: { QueueName: queue },
  statistic,
});

/** Names that differ between the generations of Flink. */
export interface RuntimeMetrics {
  readonly restarts: string;
  /** Milliseconds in which nothing is processed. */
  readonly notRunning: readonly string[];
  readonly running: string;
}

export const runtimeMetrics = (runtime: string): RuntimeMetrics =>
  runtime.startsWith('FLINK-1_')
    ? { restarts: 'fullRestarts', notRunning: ['downtime'], running: 'uptime' }
    : { restarts: 'numRestarts', notRunning: ['restartingTime', 'failingTime'], running: 'runningTime' };

/** Why a record or row is a dead letter. */
export const REASONS = ['undecodable', 'invalid', 'late', 'rejected'] as const;
