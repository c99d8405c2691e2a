/** Whether a metric exists: in the running job for Flink's and ours, in the documentation of AWS for the others. */
import { asReported } from '../../../compiler/ir/counters.js';
import type { Metric } from '../../../deploy/infrastructure/metrics.js';

/** https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html: of containers, not of the job. */
const OF_CONTAINERS = ['KPUs', 'containerCPUUtilization', 'containerMemoryUtilization', 'heapMemoryUtilization'];

const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
  'AWS/Kinesis': ['GetRecords.IteratorAgeMilliseconds', 'WriteProvisionedThroughputExceeded', 'IncomingRecords'],
  // https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
  'AWS/Firehose': ['ThrottledRecords', 'DeliveryToS3.DataFreshness'],
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': ['WriteThrottleEvents'],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible'],
};

/** `names` are those of the job's metrics as Flink's REST interface has them. */
export function isMeasured({ namespace, name, dimensions }: Metric, names: readonly string[]): boolean {
  if (namespace !== 'AWS/KinesisAnalytics') return DOCUMENTED[namespace]?.includes(name) ?? false;
  const groups = Object.entries(dimensions).filter(([dimension]) => dimension !== 'Application');
  const ofService = groups.length === 0 && (OF_CONTAINERS.includes(name) || names.includes(name));
  const path = ['', 'kinesisanalytics', ...groups.flatMap(([group, value]) => [group, asReported(value)]), name];
  return ofService || names.some((each) => each.endsWith(path.join('.')));
}
