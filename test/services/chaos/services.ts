/** Services are away, take half of what they get, refuse the job's role, or lack what the job asks for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../local/cluster/until.js';
import { rootCause } from '../../../local/cluster/flink-rest.js';
import { startAgain, untilCheckpoint, type Recovery } from '../harness/recoveries.js';
import { TABLE, type World } from '../harness/world.js';
import type { Scenario } from './scenario.js';

export const openSearchDown: Scenario = {
  name: 'opensearch-down-30-s',
  breaks: async ({ line }) => {
    await sleep(3_000);
    await line.cut();
    await sleep(30_000);
    await line.mend();
    return [];
  },
};

/** Single records of a batch are refused for a while, then whole requests. */
export const firehosePartial: Scenario = {
  name: 'firehose-partial-failures',
  breaks: async ({ services: { firehose } }) => {
    await sleep(2_000);
    firehose.faults.failEvery(7);
    await sleep(6_000);
    firehose.faults.clear();
    firehose.faults.throttle(8);
    return [];
  },
};

/** The job ends with a sentence; once the permission is there it is started again and owes nothing. */
export const roleWithoutPermission: Scenario = {
  name: 'role-without-permission',
  breaks: (world) =>
    stops(world, {
      breaks: () => world.services.firehose.faults.deny('PutRecordBatch'),
      mends: () => world.services.firehose.faults.clear(),
      sentence: /may not call firehose:PutRecordBatch on the delivery stream 'playback-raw': allow that action/,
    }),
};

export const missingTable: Scenario = {
  name: 'missing-table',
  breaks: (world) =>
    stops(world, {
      breaks: () => world.services.dynamodb.faults.missing(TABLE),
      mends: () => world.services.dynamodb.faults.clear(),
      sentence: /[Tt]he table 'title-popularity' does not exist where dynamodb:BatchWriteItem looks for it/,
    }),
};

interface Stop {
  readonly breaks: () => void;
  readonly mends: () => void;
  readonly sentence: RegExp;
}

async function stops(world: World, { breaks, mends, sentence }: Stop): Promise<readonly Recovery[]> {
  const { cluster } = world;
  await untilCheckpoint(cluster);
  breaks();
  await until(async () => ((await cluster.job())?.state === 'FAILED' ? true : null), {
    what: 'the job to fail for good',
    timeoutMs: 60_000,
  });
  const [newest] = await cluster.exceptions();
  mends();
  const said = rootCause(newest?.stacktrace ?? '');
  if (!sentence.test(said)) throw new Error(`the job ended with: ${said}`);
  return [await startAgain(cluster)];
}
