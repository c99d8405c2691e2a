/** Everything that all versions wrote, each place read in its own way, against what the oracle says they owe. */
import { GetRecordsCommand, GetShardIteratorCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import { join } from 'node:path';
import { differences, type JsonRow } from '../../oracle/compare.js';
import { APPROXIMATE } from '../../oracle/expected.js';
import { itemsOf } from '../../services/harness/items.js';
import { openShards } from '../../services/harness/load.js';
import { compareOutputs, lakeFiles, type Outputs } from '../../services/harness/outputs.js';
import { DELIVERY_STREAM, TABLE, type World } from '../../services/harness/world.js';
import type { Owed, Rows } from './owed.js';
import { ROWS } from './project.js';

export interface Compared extends Outputs {
  /** Rows in the stream that the new output writes. */
  readonly newOutput: number;
}

/** `lake` is the name of the bucket. */
export async function compare(world: World, owed: Owed, lake: string): Promise<Compared> {
  const rows = chosen(owed.rows, await itemsOf(world.dynamodb, TABLE));
  const files = lakeFiles(join(world.folder, 'services', 's3', lake, DELIVERY_STREAM));
  const outputs = await compareOutputs(world, { ...owed.records, rows, watched: 0 }, {}, files);
  const written = await rowsOf(world.kinesis, ROWS);
  const inStream = differences(written, chosen(owed.newOutput, written), { key: KEY, approximate: APPROXIMATE });
  const again = new Set(owed.readTwice.map(({ eventId }) => eventId));
  const unexplained = [...outputs.lake.extras.keys()].filter((event) => !again.has(event));
  return {
    ...outputs,
    newOutput: written.length,
    problems: [
      ...outputs.problems,
      ...inStream.map((text) => `the new output: ${text}`),
      ...(unexplained.length === 0
        ? []
        : [
            `${unexplained.length} events are in the lake twice that only one version has read, such as ${unexplained[0]}`,
          ]),
    ],
  };
}

const KEY = ['titleId', 'slot'];
const idOf = (row: JsonRow): string => KEY.map((name) => String(row[name])).join(' ');

/** Those that have to be there, and of the others those that are. */
function chosen({ certain, possible }: Rows, found: readonly JsonRow[]): readonly JsonRow[] {
  const there = new Set(found.map(idOf));
  return [...certain, ...possible.filter((row) => there.has(idOf(row)))];
}

async function rowsOf(client: KinesisClient, StreamName: string): Promise<JsonRow[]> {
  const rows: JsonRow[] = [];
  for (const { id: ShardId } of await openShards(client, StreamName)) {
    const first = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
    let { ShardIterator: next } = await client.send(new GetShardIteratorCommand(first));
    for (let behind = 1; behind > 0 && next !== undefined;) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: next }));
      for (const { Data: data = [] } of page.Records ?? [])
        rows.push(JSON.parse(Buffer.from(data).toString('utf8')) as JsonRow);
      next = page.NextShardIterator;
      behind = page.MillisBehindLatest ?? 0;
    }
  }
  return rows;
}
