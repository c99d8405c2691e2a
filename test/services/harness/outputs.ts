/** Reads everything that a run wrote, each place with a reader of its own, and holds it against the oracle. */
import { join } from 'node:path';
import { differences, type JsonRow } from '../../oracle/compare.js';
import { APPROXIMATE } from '../../oracle/expected.js';
import { letterProblems } from './compare-letters.js';
import type { Expected } from './expected.js';
import { itemsOf } from './items.js';
import { compareLake, type LakeDifference } from './lake.js';
import { takeLetters } from './letters.js';
import { TABLE, type World } from './world.js';

export interface Outputs {
  readonly items: number;
  readonly documents: number;
  readonly lake: LakeDifference;
  readonly letters: number;
  readonly letterCopies: number;
  /** In words; none when every number is right. */
  readonly problems: readonly string[];
}

/** Of rows that a sink must have refused, none is expected in its place. */
export interface Refused {
  readonly items?: (row: JsonRow) => boolean;
  readonly documents?: (row: JsonRow) => boolean;
  readonly lake?: (eventId: string) => boolean;
}

/** The job has stopped with a savepoint: all that it owes is written. */
export async function compareOutputs(
  world: World,
  owed: Expected,
  refused: Refused = {},
  files = lakeFiles(world.services.lake('playback-raw')),
): Promise<Outputs> {
  await world.services.firehose.flush();
  const items = await itemsOf(world.dynamodb, TABLE);
  const documents = await world.index.documents();
  const inItems = owed.rows.filter((row) => !refused.items?.(row));
  const inDocuments = owed.rows.filter((row) => !refused.documents?.(row));
  const key = ['titleId', 'slot'];
  const inLake = owed.accepted.filter(({ eventId }) => !refused.lake?.(eventId));
  const lake = await compareLake(files, inLake, world.folder);
  const { letters, copies } = await takeLetters(world.sqs, await world.queueUrl());
  return {
    items: items.length,
    documents: documents.length,
    lake,
    letters: letters.length,
    letterCopies: copies,
    problems: [
      ...differences(items, inItems, { key, approximate: APPROXIMATE }).map((text) => `DynamoDB: ${text}`),
      ...documentProblems(documents, inDocuments),
      ...overTimeProblems(await world.index.playsOverTime(), inDocuments),
      ...lake.problems,
      ...letterProblems(letters, owed.letters),
    ],
  };
}

export const lakeFiles = (folder: string): string => join(folder, '**', '*.parquet');

function documentProblems(documents: readonly JsonRow[], rows: readonly JsonRow[]): string[] {
  const withId = rows.map((row) => ({ $id: `${String(row['titleId'])}#${String(row['slot'])}`, ...row }));
  return differences(documents, withId, { key: ['$id'], approximate: APPROXIMATE }).map(
    (text) => `OpenSearch: ${text}`,
  );
}

/** What the index adds up by itself, against the oracle's sums. */
function overTimeProblems(found: ReadonlyMap<string, number>, rows: readonly JsonRow[]): string[] {
  const wanted = new Map<string, number>();
  for (const row of rows) {
    const start = String(row['windowStart']);
    wanted.set(start, (wanted.get(start) ?? 0) + Number(row['plays']));
  }
  const starts = new Set([...found.keys(), ...wanted.keys()]);
  return [...starts]
    .filter((start) => found.get(start) !== wanted.get(start))
    .map((start) => `OpenSearch adds up ${found.get(start) ?? 0} plays from ${start}, not ${wanted.get(start) ?? 0}`)
    .slice(0, 5);
}
