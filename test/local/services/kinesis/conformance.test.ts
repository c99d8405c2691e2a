/**
 * The same requests to our Kinesis and to kinesis-local, which nobody of us wrote: the same answers, but where AWS's own
 * documentation has it our way.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinesisService } from '../../../../local/services/kinesis/kinesis.js';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { startKinesisLocal, type KinesisLocal } from './kinesis-local.js';
import { DIFFERENCES } from './differences.js';
import { scriptFor } from './script.js';
import { call, normalised, type Answer, type Fields, type Format, type Line } from './wire.js';

/** One region for each format, so that one server of each kind is enough. */
const REGIONS: Readonly<Record<Format, string>> = { json: 'eu-west-1', cbor: 'eu-west-2' };

async function play(line: Line): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const { label, operation, input, changes } of scriptFor(line.region)) {
    answers[label] = await call(line, operation, input(answers));
    if (changes !== undefined) await settled(line, changes);
  }
  return answers;
}

async function settled(line: Line, StreamName: string): Promise<void> {
  for (let left = 3_000; left > 0; left--) {
    const { status, body } = await call(line, 'DescribeStreamSummary', { StreamName });
    if (status !== 200 || (body['StreamDescriptionSummary'] as Fields)['StreamStatus'] === 'ACTIVE') return;
    await sleep(10);
  }
  throw new Error(`'${StreamName}' does not settle`);
}

let front: Front;
let other: KinesisLocal;
beforeAll(async () => {
  front = await startFront([kinesisService({ changeMs: 5 })]);
  other = await startKinesisLocal();
});
afterAll(() => Promise.all([front.close(), other.close()]));

describe.each(['json', 'cbor'] as const)('in %s', (format) => {
  let ours: Record<string, Answer>;
  let theirs: Record<string, Answer>;
  beforeAll(async () => {
    const line = { format, region: REGIONS[format] };
    [ours, theirs] = await Promise.all([play({ ...line, port: front.port }), play({ ...line, port: other.port })]);
  });

  test.each(scriptFor(REGIONS[format]).map(({ label }) => label))('%s', (label) => {
    const [own, others] = [ours[label], theirs[label]];
    if (!own || !others) throw new Error(`no answer to '${label}'`);
    const difference = DIFFERENCES[label];
    if (!difference) return expect(normalised(own)).toEqual(normalised(others));
    expect(normalised(own)).toMatchObject(difference.ours);
    // When it is no difference any more, the reason goes.
    expect(normalised(others)).not.toEqual(normalised(own));
  });
});

test('a difference is of a step', () => {
  const labels = scriptFor('eu-west-1').map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  expect(Object.keys(DIFFERENCES).filter((label) => !labels.includes(label))).toEqual([]);
});
