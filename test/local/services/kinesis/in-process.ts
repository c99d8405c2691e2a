/** A Kinesis without HTTP in front, with a clock that a test moves. */
import { Readable } from 'node:stream';
import {
  kinesisService,
  type KinesisOptions,
  type KinesisService,
} from '../../../../local/services/kinesis/kinesis.js';
import type { Fields } from './wire.js';

export interface InProcess {
  readonly service: KinesisService;
  /** The answer, or what the service throws. */
  ask(operation: string, input: Fields): Promise<Fields>;
  /** Milliseconds. */
  pass(ms: number): void;
}

export const START = Date.UTC(2026, 0, 1);
export const CHANGE_MS = 10;
export const HOUR = 3_600_000;

export function inProcess(options: KinesisOptions = {}): InProcess {
  let time = START;
  const service = kinesisService({ now: () => time, changeMs: CHANGE_MS, ...options });
  return {
    service,
    pass: (ms) => void (time += ms),
    async ask(operation, input) {
      const { body = '{}' } = await service.handle({
        ...{ id: '', method: 'POST', path: '/', query: new URLSearchParams(), stream: Readable.from([]) },
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: Buffer.from(JSON.stringify(input)),
        ...{ target: operation, region: 'us-east-1' },
      });
      return JSON.parse(String(body)) as Fields;
    },
  };
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const textOf = (data: unknown): string => Buffer.from(String(data), 'base64').toString();

/** An iterator, then one GetRecords. */
export async function read({ ask }: InProcess, start: Fields, limit?: number): Promise<Fields> {
  const { ShardIterator } = await ask('GetShardIterator', {
    ...{ StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' },
    ...start,
  });
  return ask('GetRecords', { ShardIterator, ...(limit === undefined ? {} : { Limit: limit }) });
}

export const recordsOf = (answer: Fields): readonly Fields[] => answer['Records'] as Fields[];
