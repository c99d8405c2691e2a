/** Alarms of what takes too little: each stream, delivery stream and table by its own service, an index by our own count. */
import type { Resource } from '../../../compiler/ir/resources.js';
import { ofDeliveryStream, ofJob, ofStream, ofTable, type Metric } from '../metrics.js';
import { placeOf } from '../place.js';
import type { Home } from '../target.js';
import type { Alarm } from './alarm.js';

export function throttlingAlarm(resource: Resource, application: string, home: Home): Alarm | null {
  const refused = refusals(resource, application, home);
  if (refused === null) return null;
  const { name, what, of } = refused;
  return {
    name: `throttled-${resource.kind}-${name}`,
    description: `${what} takes less than is written to it; what is refused is written again, and takes longer`,
    of,
    above: 0,
  };
}

function refusals(
  resource: Resource,
  application: string,
  home: Home,
): { readonly name: string; readonly what: string; readonly of: Alarm['of'] } | null {
  if (resource.kind === 'index') {
    const [output = ''] = resource.writtenBy;
    const throttles = ofJob(application, 'throttles', { output }, 'Sum');
    return {
      name: resource.name,
      what: `The index ${resource.name}`,
      of: { expression: 'RATE(FILL(m1, 0))', metrics: { m1: throttles } },
    };
  }
  const { name } = placeOf(resource, home);
  const one = (what: string, metric: Metric): ReturnType<typeof refusals> => ({ name, what, of: { metric } });
  switch (resource.kind) {
    case 'stream':
      return one(`The stream ${name}`, ofStream(name, 'WriteProvisionedThroughputExceeded', 'Sum'));
    case 'delivery-stream':
      return one(`The delivery stream ${name}`, ofDeliveryStream(name, 'ThrottledRecords', 'Sum'));
    case 'table':
      if (resource.writtenBy.length === 0) return null;
      return one(`The table ${name}`, ofTable(name, 'WriteThrottleEvents', 'Sum'));
    // SQS and S3 have no limit that dead letters could reach.
    case 'queue':
    case 'bucket':
      return null;
  }
}
