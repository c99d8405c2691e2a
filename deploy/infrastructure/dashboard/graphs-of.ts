/** What a pipeline's dashboard shows, from left to right and from top to bottom: is it running, is it keeping up, is anything lost. */
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { Resource } from '../../../compiler/ir/resources.js';
import { sourceStreams, type Watched } from '../alarms/alarms-of.js';
import {
  ofApplication,
  ofDeliveryStream,
  ofJob,
  ofQueue,
  ofStream,
  ofTable,
  REASONS,
  runtimeMetrics,
  type Metric,
} from '../metrics.js';
import { placeOf } from '../place.js';
import type { Graph, Line } from './widget.js';

const MINUTE_MS = 60_000;
const HOUR_S = 3600;

export function graphsOf(bundle: Bundle, resources: readonly Resource[], watched: Watched): Graph[] {
  const { application, runtime } = watched;
  const of = (name: string, statistic: Metric['statistic']): Metric => ofApplication(application, name, statistic);
  const line = (label: string, name: string, statistic: Metric['statistic']): Line => ({
    label,
    of: of(name, statistic),
  });
  const job = (name: string, groups: Readonly<Record<string, string>>, statistic: Metric['statistic']): Metric =>
    ofJob(application, name, groups, statistic);
  const sources = sourceStreams(bundle, resources, watched);
  const outputs = [...new Set(resources.flatMap(({ writtenBy }) => writtenBy))];
  const { restarts, notRunning, running } = runtimeMetrics(runtime);
  const rate = (metric: Metric): Line['of'] => ({ expression: 'RATE(m1)', metrics: { m1: metric } });
  return [
    {
      title: 'Throughput',
      unit: 'records a second',
      lines: [
        ...sources.map(({ source, stream }) => ({
          label: `read: ${source}`,
          of: job('recordsPerSecond', { source, stream }, 'Sum'),
        })),
        ...outputs.map((output) => ({
          label: `written: ${output}`,
          of: rate(job('written', { stage: output }, 'Sum')),
        })),
      ],
    },
    {
      title: 'Latency: how old events are when they are read',
      unit: 'ms',
      limit: { label: 'alarm', value: 5 * MINUTE_MS },
      lines: sources.map(({ source, stream }) => ({
        label: source,
        of: job('eventTimeLag', { source, stream }, 'Maximum'),
      })),
    },
    {
      title: 'Batches: 99 of 100 requests take at most',
      unit: 'ms',
      lines: outputs.map((output) => ({ label: output, of: job('sendMillisP99', { output }, 'Maximum') })),
    },
    {
      title: 'Consumer lag: age of what is read from the stream',
      unit: 'ms',
      limit: { label: 'alarm', value: MINUTE_MS },
      lines: sources.map(({ source, stream }) => ({
        label: source,
        of: ofStream(stream, 'GetRecords.IteratorAgeMilliseconds', 'Maximum'),
      })),
    },
    {
      title: 'Errors: dead letters by reason',
      unit: 'a second',
      lines: REASONS.map((reason) => ({ label: reason, of: job('deadLettersPerSecond', { reason }, 'Sum') })),
    },
    {
      title: 'Errors: entries sent again',
      unit: 'a second',
      lines: outputs.map((output) => ({ label: output, of: rate(job('retries', { output }, 'Sum')) })),
    },
    {
      title: 'Refused for now: too much at once',
      unit: 'a minute',
      lines: resources.flatMap((resource) => throttles(resource, watched)),
    },
    {
      title: 'Checkpoints: time of the last one',
      unit: 'ms',
      lines: [line('duration', 'lastCheckpointDuration', 'Maximum')],
    },
    {
      title: 'Checkpoints: size of the last one',
      unit: 'bytes',
      lines: [line('size', 'lastCheckpointSize', 'Maximum')],
    },
    {
      title: 'Restarts and failed checkpoints',
      unit: 'since the start',
      lines: [
        line('restarts', restarts, 'Maximum'),
        line('failed checkpoints', 'numberOfFailedCheckpoints', 'Maximum'),
      ],
    },
    {
      title: 'Running and not running',
      unit: 'ms',
      lines: [running, ...notRunning].map((name) => line(name, name, 'Maximum')),
    },
    { title: 'KPUs', unit: 'KPUs', period: HOUR_S, lines: [line('KPUs', 'KPUs', 'Maximum')] },
    {
      title: 'Processor and memory',
      unit: '%',
      limit: { label: 'too much', value: 85 },
      lines: [
        line('processor', 'containerCPUUtilization', 'Maximum'),
        line('memory', 'containerMemoryUtilization', 'Maximum'),
        line('heap', 'heapMemoryUtilization', 'Maximum'),
      ],
    },
    ...waiting(resources, watched),
    ...fresh(resources, watched),
  ];
}

function throttles(resource: Resource, { application, ...home }: Watched): Line[] {
  if (resource.kind === 'index')
    return resource.writtenBy.map((output) => ({
      label: `index ${resource.name}`,
      of: { expression: 'RATE(m1) * 60', metrics: { m1: ofJob(application, 'throttles', { output }, 'Sum') } },
    }));
  const { name } = placeOf(resource, home);
  const label = `${resource.kind} ${name}`;
  switch (resource.kind) {
    case 'stream':
      return [{ label, of: ofStream(name, 'WriteProvisionedThroughputExceeded', 'Sum') }];
    case 'delivery-stream':
      return [{ label, of: ofDeliveryStream(name, 'ThrottledRecords', 'Sum') }];
    case 'table':
      return [{ label, of: ofTable(name, 'WriteThrottleEvents', 'Sum') }];
    case 'queue':
    case 'bucket':
      return [];
  }
}

/** Dead letters that nobody has looked at. */
const waiting = (resources: readonly Resource[], watched: Watched): Graph[] =>
  resources.flatMap((resource): Graph[] => {
    if (resource.kind !== 'queue') return [];
    const { name } = placeOf(resource, watched);
    const of = ofQueue(name, 'ApproximateNumberOfMessagesVisible', 'Maximum');
    return [{ title: 'Dead letters that wait', unit: 'messages', lines: [{ label: name, of }] }];
  });

/** How old the oldest row is that is not in the lake yet. */
function fresh(resources: readonly Resource[], watched: Watched): Graph[] {
  const lines = resources.flatMap((resource): Line[] => {
    if (resource.kind !== 'delivery-stream') return [];
    const { name } = placeOf(resource, watched);
    return [{ label: name, of: ofDeliveryStream(name, 'DeliveryToS3.DataFreshness', 'Maximum') }];
  });
  return lines.length === 0 ? [] : [{ title: 'Age of the oldest row before the lake', unit: 's', lines }];
}
