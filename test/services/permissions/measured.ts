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
  if (groups.length === 0) return OF_CONTAINERS.includes(name) || names.includes(name);
  // Why letters are written shows as they are: a reason without a letter has no metric yet.
  const ofReason = dimensions['reason'] !== undefined;
  const path = groups
    .flatMap(([group, value]) => [group, ofReason ? '[a-z]+' : literal(asReported(value))])
    .join('\\.');
  const pattern = new RegExp(`\\.kinesisanalytics\\.${path}\\.${name}$`);
  return names.some((each) => pattern.test(each));
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
