/**
 * Dead letters as the job writes them to a queue, a stream and a bucket are read back by the command's own reader, field by
 * field: broken bytes, and letters that are too long for one message.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resourcesOf } from '../../compiler/ir/resources.js';
import type { Names } from '../../compiler/ir/placeholders.js';
import { bytesOf, type Letter } from '../../deploy/dead-letters/letter.js';
import { lettersResource, openLetters } from '../../deploy/dead-letters/open-letters.js';
import { everything, readLetters } from '../../deploy/dead-letters/read-letters.js';
import { bindToServices } from '../../local/bind-services.js';
import { devSettings } from '../../local/dev/dev-settings.js';
import { localClient } from '../../local/services/create/clients.js';
import { startServices, type LocalServices } from '../../local/services/start.js';
import { clicks, folderWith } from '../cli/pipectl.js';
import { compiledCase, sharedFlink } from '../support/compile-case.js';
import { until } from '../dev/running-dev.js';
import type { CompiledPipeline } from './harness/package-pipeline.js';

const SLOW_MS = 400_000;
const BEGIN = Date.UTC(2026, 2, 1);
const click = (more: object): Buffer =>
  Buffer.from(JSON.stringify({ userId: 'u', kind: 'click', at: new Date(BEGIN), ...more }));

/** Everything that JSON, a queue or a cut could trip over, in more than one message. */
const AWKWARD = 'quotes " and \\ and é and 😀 and \uffff and \u2028 and \u0007. '.repeat(8_000);

interface Sent {
  readonly data: Buffer;
  readonly reason: Letter['reason'];
  readonly encoding: Letter['encoding'];
  readonly detail: RegExp;
}

const BROKEN: readonly Sent[] = [
  { data: Buffer.from('{"userId":'), reason: 'undecodable', encoding: 'utf8', detail: /./ },
  {
    data: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28]),
    reason: 'undecodable',
    encoding: 'base64',
    detail: /UTF-8/,
  },
  { data: click({ userId: null }), reason: 'invalid', encoding: 'utf8', detail: /`userId`/ },
  { data: click({ userId: null, more: AWKWARD }), reason: 'invalid', encoding: 'utf8', detail: /`userId`/ },
  { data: Buffer.concat([Buffer.alloc(600_000, 0xff)]), reason: 'undecodable', encoding: 'base64', detail: /UTF-8/ },
];
/** A stream takes it; a delivery stream does not, and a table takes no such key. */
const TOO_LONG = click({ userId: 'u'.repeat(1_040_000) });
const LATER = click({ at: new Date(BEGIN + 3_600_000) });
const LATE = click({ userId: 'late' });

const folder = folderWith({ 'pipeline.ts': clicks('clicks') });
let pipeline: CompiledPipeline;
let services: LocalServices;
let kinesis: KinesisClient;

beforeAll(async () => {
  pipeline = await compiledCase(join(folder, 'pipeline.ts'));
  const directory = join(folder, 'services');
  services = await startServices({ needs: resourcesOf(pipeline.bundle), directory, shards: 1 });
  kinesis = new KinesisClient(localClient(services.endpoint, services.region));
  for (const { data } of BROKEN) await put(data);
  for (const data of [TOO_LONG, LATER]) await put(data);
});
afterAll(async () => {
  kinesis?.destroy();
  await services?.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = async (Data: Buffer): Promise<void> =>
  void (await kinesis.send(new PutRecordCommand({ StreamName: 'clicks', PartitionKey: 'k', Data })));

/** What the job writes to that target, once so many letters are there; which ones count may be said. */
async function lettersIn(
  target: string,
  wanted: number,
  { counts = () => true, onRead }: { counts?: (letter: Letter) => boolean; onRead?: (count: number) => Promise<void> },
): Promise<Letter[]> {
  const { bundle, plan } = pipeline;
  const names: Names = { 'clicks-dead-letters': target };
  const { endpoint, region } = services;
  await services.add(resourcesOf(bundle, names));
  const ending = new AbortController();
  const settings = {
    ...devSettings('letters', join(folder, 'checkpoints')),
    'execution.checkpointing.interval': '1 s',
  };
  const tables = bindToServices(bundle, { endpoint, region, names });
  const request = { bundle, plan, tables, parallelism: 1, settings };
  const run = (await sharedFlink()).run(request, () => undefined, ending.signal);
  run.catch(() => undefined);
  try {
    let found: Letter[] = [];
    await until(async () => {
      const store = await openLetters(lettersResource(resourcesOf(bundle, names)), { region, endpoint });
      try {
        const options = { filter: everything, signal: ending.signal, withRecords: true };
        const { letters, foreign } = await readLetters(store, options);
        expect(foreign).toBe(0);
        found = letters.map(({ letter }) => letter).filter(counts);
      } finally {
        await store.close();
      }
      await onRead?.(found.length);
      return found.length >= wanted;
    });
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  } finally {
    ending.abort();
    await run.catch(() => undefined);
  }
}

test(
  'letters in a queue, a stream and a bucket are the same, and each holds its record',
  async () => {
    const wanted = BROKEN.length + 3;
    let isLatePut = false;
    // When the table has refused its row a window has closed, and what is older comes too late.
    const putLate = async (count: number): Promise<void> => {
      if (isLatePut || count < wanted - 1) return;
      isLatePut = true;
      await put(LATE);
    };
    const inQueue = await lettersIn('sqs:letters', wanted, { onRead: putLate });
    const positions = await positionsInStream();

    for (const { data, reason, encoding, detail } of BROKEN) {
      const letter = inQueue.find((each) => bytesOf(each).equals(data));
      const { sequence, arrival } = positions.find(({ bytes }) => bytes.equals(data)) ?? {};
      expect(letter).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        pipeline: 'clicks',
        stage: 'clicks',
        reason,
        detail: expect.stringMatching(detail),
        source: { name: 'clicks', shard: 'shardId-000000000000', sequence },
        eventTime: null,
        arrivalTime: arrival,
        encoding,
      });
    }
    const late = inQueue.find(({ reason }) => reason === 'late');
    const { sequence, arrival } = positions.find(({ bytes }) => bytes.equals(LATE)) ?? {};
    expect(late).toMatchObject({
      stage: 'perUser',
      source: { name: 'clicks', shard: 'shardId-000000000000', sequence },
      eventTime: new Date(BEGIN).toISOString(),
      arrivalTime: arrival,
      record: LATE.toString(),
    });
    const rejected = inQueue.find(({ reason, stage }) => reason === 'rejected' && stage === 'raw');
    expect(rejected).toMatchObject({ detail: expect.stringContaining('TooLarge'), source: null });
    expect(inQueue.find(({ reason, stage }) => reason === 'rejected' && stage === 'clicks')).toBeDefined();
    expect(JSON.parse(rejected?.record ?? '')).toMatchObject({ userId: 'u'.repeat(1_040_000), kind: 'click' });
    expect(inQueue).toHaveLength(wanted);

    // A second run reads all records at once, and the late one may be in time then.
    const counts = ({ reason }: Letter): boolean => reason !== 'late';
    const certain = inQueue.filter(counts);
    for (const target of ['kinesis:letters', 's3:letters/of/clicks'])
      expect(await lettersIn(target, certain.length, { counts })).toEqual(certain);
  },
  SLOW_MS,
);

async function positionsInStream(): Promise<readonly { bytes: Buffer; sequence: string; arrival: string }[]> {
  const begin = { StreamName: 'clicks', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
  let { ShardIterator: iterator } = await kinesis.send(new GetShardIteratorCommand(begin));
  const found: { bytes: Buffer; sequence: string; arrival: string }[] = [];
  for (let behind = 1; behind > 0;) {
    const answer = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const { Data, SequenceNumber = '', ApproximateArrivalTimestamp: at } of answer.Records ?? []) {
      found.push({ bytes: Buffer.from(Data ?? []), sequence: SequenceNumber, arrival: at?.toISOString() ?? '' });
    }
    iterator = answer.NextShardIterator;
    behind = answer.MillisBehindLatest ?? 0;
  }
  return found;
}
