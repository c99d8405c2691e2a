/**
 * Our SQS and MiniStack's give the same answers to the same conversation, except where MiniStack differs from what AWS
 * documents. `MINISTACK_URL=http://127.0.0.1:4566 npm test -- sqs/answers` holds it again and keeps the answers
 * (`pip install ministack`, then `BIND_HOST=127.0.0.1 ministack`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { sqsService } from '../../../../local/services/sqs/sqs-service.js';
import { testSources } from '../../../support/compile-case.js';
import { converse, essence, STEPS, type Answer } from './conversation.js';

const fixture = join(testSources('local'), 'services', 'sqs', 'ministack.json');
const recordFrom = process.env['MINISTACK_URL'];

let front: Front;
let ours: Record<string, Answer>;
let theirs: Record<string, Answer>;

beforeAll(async () => {
  if (recordFrom !== undefined) writeFileSync(fixture, `${JSON.stringify(await converse(recordFrom), null, 2)}\n`);
  front = await startFront([sqsService()]);
  ours = await converse(front.url);
  theirs = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, Answer>;
});
afterAll(() => front.close());

/** Where MiniStack is not like AWS, with what AWS documents. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'a name with a dot': 'CreateQueue: a name has letters, digits, hyphens and underscores',
  'an attribute that is not one': 'GetQueueAttributes: InvalidAttributeName',
  'send too long a delay': 'SendMessage: DelaySeconds is 0 to 900',
  'wait too long': 'ReceiveMessage: WaitTimeSeconds is 0 to 20',
  'hide for too long': 'ChangeMessageVisibility: VisibilityTimeout is 0 to 43200',
  'delete again': 'DeleteMessage: the message is gone, and it succeeds',
  'delete by no handle': 'ReceiptHandleIsInvalid has the status 404',
  'receive ten again': 'no order is promised: another one of the eleven stays behind',
  'purge again': 'PurgeQueue: once in 60 seconds',
};

test.each(STEPS.map(({ name }) => name).filter((name) => !(name in DIFFERENT)))('%s', (name) => {
  expect(essenceOf(ours, name)).toEqual(essenceOf(theirs, name));
});

test('what is said to be different is different', () => {
  const same = Object.keys(DIFFERENT).filter((name) =>
    isDeepStrictEqual(essenceOf(ours, name), essenceOf(theirs, name)),
  );
  expect(same).toEqual([]);
});

function essenceOf(answers: Record<string, Answer>, name: string): object {
  const answer = answers[name];
  if (!answer) throw new Error(`no answer to '${name}'`);
  return essence(answer);
}
