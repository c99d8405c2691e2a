/** The alarm of dead letters: any that lies where they go, or, where that can't be seen, any that was written. */
import type { Resource } from '../../../compiler/ir/resources.js';
import { ofJob, ofQueue, ofStream, REASONS } from '../metrics.js';
import { placeOf } from '../place.js';
import type { Home } from '../target.js';
import type { Alarm } from './alarm.js';

export function letterAlarm(resource: Resource, application: string, home: Home): Alarm {
  return {
    name: 'dead-letters',
    description: `${application} has dead letters: records or rows that it could not use. See  pipectl dead-letters list`,
    of: letters(resource, application, home),
    above: 0,
  };
}

function letters(resource: Resource, application: string, home: Home): Alarm['of'] {
  switch (resource.kind) {
    case 'queue':
      return { metric: ofQueue(placeOf(resource, home).name, 'ApproximateNumberOfMessagesVisible', 'Maximum') };
    case 'stream':
      return { metric: ofStream(placeOf(resource, home).name, 'IncomingRecords', 'Sum') };
    default:
      return {
        expression: REASONS.map((reason) => `FILL(${reason}, 0)`).join(' + '),
        metrics: Object.fromEntries(
          REASONS.map((reason) => [reason, ofJob(application, 'deadLettersPerSecond', { reason }, 'Maximum')]),
        ),
      };
  }
}
