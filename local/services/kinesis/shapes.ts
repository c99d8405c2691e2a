/** The members that the inputs of many operations have. */
import { integer, optional, text, type Shape } from '../front/shape.js';

const NAME_PATTERN = '[a-zA-Z0-9_.-]+';

export const streamName = (): Shape<string> => text({ min: 1, max: 128, pattern: NAME_PATTERN });
export const shardName = (): Shape<string> => text({ min: 1, max: 128, pattern: NAME_PATTERN });
export const sequence = (): Shape<string> => text({ pattern: '0|([1-9]\\d{0,128})' });
export const hashKey = (): Shape<string> => text({ pattern: '0|([1-9]\\d{0,38})' });
export const token = (): Shape<string> => text({ min: 1, max: 1_048_576 });
export const tagKey = (): Shape<string> => text({ min: 1, max: 128 });
export const tagValue = (): Shape<string> => text({ max: 256 });
export const pageSize = (max: number): Shape<number> => integer({ min: 1, max });

export const streamArn = (): Shape<string> =>
  text({ min: 1, max: 2048, pattern: 'arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+' });

/** Of every operation on one stream. */
export const ADDRESS = {
  StreamName: optional(streamName()),
  StreamARN: optional(streamArn()),
};
