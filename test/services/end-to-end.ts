/**
 * Made-up events → the stream → the pipeline on a JobManager and a TaskManager → the lake, the table, the index and the
 * dead letters. In the middle the job is stopped with a savepoint and goes on in new processes. In the end every number
 * is compared with the oracle's, and the counters of both runs together with the ledger.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counters } from '../../compiler/ir/counters.js';
import { balance } from '../../local/ledger.js';
import { addCounters, settledCounters } from '../../local/cluster/stage-counters.js';
import { countProblems } from './harness/check-counts.js';
import { expected } from './harness/expected.js';
import { compareOutputs, type Outputs } from './harness/outputs.js';
import type { CompiledPipeline } from './harness/package-pipeline.js';
import { recordOf, traffic, type StreamRecord } from './harness/traffic.js';
import { waitForRows } from './harness/wait-for-rows.js';
import { World } from './harness/world.js';
import { refusals, unused, type Uses } from './permissions/used-permissions.js';

export interface EndToEndOptions {
  readonly folder: string;
  readonly pipeline: CompiledPipeline;
  readonly events: number;
  readonly seed: number | string;
  readonly users?: number;
  readonly titles?: number;
  readonly shards?: number;
  readonly log: (message: string) => void;
}

export interface EndToEnd extends Outputs {
  readonly read: number;
  readonly counters: Counters;
  /** From the first record into the stream to the last row in the table, without the stop in between. */
  readonly seconds: number;
  readonly savepoint: string;
  /** Of the job's role. */
  readonly uses: Uses;
}

const LATE = 5;

export async function endToEnd(options: EndToEndOptions): Promise<EndToEnd> {
  const { events, seed, log, users = 300, titles = 60 } = options;
  const world = await World.open(options);
  try {
    const records = traffic({ events, seed, users, titles, malformed: 0.01 });
    await world.startCluster();
    log('the job runs');
    let begin = performance.now();
    await world.send(take(records, Math.floor(events / 2)));
    const first = await everythingRead(world, world.sent.length, log);
    let elapsed = performance.now() - begin;
    const savepoint = await world.stopCluster();
    log(`stopped with a savepoint after ${world.sent.length} records`);

    await world.startCluster({ path: savepoint });
    const before = world.sent.length;
    begin = performance.now();
    await world.send(records);
    await world.closeWindows();
    const onTime = [...world.sent];
    const rows = expected(onTime).rows.length;
    await waitForRows(world, { items: rows, documents: rows });
    elapsed += performance.now() - begin;
    const late = Array.from({ length: LATE }, (_, i) => lateRecord(i));
    await world.send(late);
    const second = await everythingRead(world, world.sent.length - before, log);
    const counters = addCounters(first, second);
    await world.stopCluster();
    log('stopped for good, comparing');

    const owed = expected(
      onTime,
      late.map(({ data }) => data),
    );
    const outputs = await compareOutputs(world, owed);
    const problems = [
      ...outputs.problems,
      ...countProblems(world.bundle, counters, owed),
      ...refusals(world.uses),
      ...unused(world.uses),
    ];
    return { ...outputs, problems, counters, read: owed.read, seconds: elapsed / 1000, savepoint, uses: world.uses };
  } finally {
    await world.close();
  }
}

/** A play in the first window, which has long been closed. */
const lateRecord = (index: number): StreamRecord =>
  recordOf({
    eventId: `late-${index}`,
    at: new Date(Date.UTC(2026, 2, 1, 18, 0, 30)),
    userId: `late-${index}`,
    titleId: 'title-1',
    kind: 'play',
  });

/** A sink may keep a last batch for a few seconds before it is written, and counted. */
const PATIENCE_MS = 60_000;

/** The counters once the source has read so many records, and nothing moves any more. */
async function everythingRead(world: World, records: number, log: (message: string) => void): Promise<Counters> {
  const read = (): Promise<Counters> => world.cluster.counters(world.bundle.ledger);
  for (let last = -1; ;) {
    const done = (await read())['playback']?.['read'] ?? 0;
    if (done >= records) break;
    // Throws when the job has failed.
    await world.cluster.untilRunning();
    if (done !== last) log(`${done} of ${records} read`);
    last = done;
    await sleep(500);
  }
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const counters = await settledCounters(read);
    if (Date.now() > end || balance(world.bundle.ledger, counters, 0).balanced) return counters;
  }
}

function* take<T>(source: Generator<T>, count: number): Generator<T> {
  for (let taken = 0; taken < count; taken++) {
    const { value, done } = source.next();
    if (done === true) return;
    yield value;
  }
}
