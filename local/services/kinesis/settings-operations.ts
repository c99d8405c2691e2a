/** How long a stream keeps its records, and whether AWS scales it. */
import type { Operations } from '../front/operations.js';
import { integer, readInput, structure } from '../front/shape.js';
import { invalid } from './refusals.js';
import { ADDRESS, streamArn } from './shapes.js';
import type { KinesisState } from './state.js';
import { STREAM_MODE } from './stream-operations.js';

const SHORTEST_HOURS = 24;
const LONGEST_HOURS = 8760;

const RETENTION = structure({ ...ADDRESS, RetentionPeriodHours: integer() });
// The one operation that takes no name.
const MODE = structure({ StreamARN: streamArn(), StreamModeDetails: STREAM_MODE });

export function settingsOperations({ streams, now, changeMs }: KinesisState): Operations {
  const change =
    (direction: 'increase' | 'decrease') =>
    (raw: object, { region }: { region: string }) => {
      const { RetentionPeriodHours: hours, ...address } = readInput(RETENTION, raw);
      const stream = streams.find(address, region);
      stream.requireActive();
      checkRetention(hours);
      const { name, retentionHours: existing } = stream;
      if (direction === 'increase' ? hours < existing : hours > existing) {
        const [comparison, other] = direction === 'increase' ? ['shorter', 'Decrease'] : ['longer', 'Increase'];
        throw invalid(
          `Requested retention period (${hours} hours) for stream ${name} can not be ${comparison} than existing ` +
            `retention period (${existing} hours). Use ${other}RetentionPeriod API.`,
        );
      }
      stream.begin('UPDATING', now() + changeMs, () => undefined);
      stream.retentionHours = hours;
      return undefined;
    };
  return {
    IncreaseStreamRetentionPeriod: change('increase'),
    DecreaseStreamRetentionPeriod: change('decrease'),
    UpdateStreamMode(raw, { region }) {
      const { StreamARN, StreamModeDetails } = readInput(MODE, raw);
      const stream = streams.find({ StreamARN }, region);
      stream.requireActive();
      stream.begin('UPDATING', now() + changeMs, () => {
        stream.mode = StreamModeDetails.StreamMode;
      });
      return undefined;
    },
  };
}

function checkRetention(hours: number): void {
  if (hours < SHORTEST_HOURS) {
    const minimum = `Minimum allowed retention period is ${SHORTEST_HOURS} hours.`;
    throw invalid(`${minimum} Requested retention period (${hours} hours) is too short.`);
  }
  if (hours > LONGEST_HOURS) {
    const maximum = `Maximum allowed retention period is ${LONGEST_HOURS} hours.`;
    throw invalid(`${maximum} Requested retention period (${hours} hours) is too long.`);
  }
}
