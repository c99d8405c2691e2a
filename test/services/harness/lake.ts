/** Reads the lake back with DuckDB, which shares no code with what wrote it, and counts copies against the oracle. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Playback } from '../../oracle/records.js';

export interface LakeDifference {
  /** Rows that should be there. */
  readonly expected: number;
  readonly found: number;
  /** Copies of expected rows beyond their number: allowed after a recovery. */
  readonly extraCopies: number;
  /** By event, how many copies too many. */
  readonly extras: ReadonlyMap<string, number>;
  /** In words: rows that are missing, or that nobody sent. */
  readonly problems: readonly string[];
}

const COLUMNS = ['eventId', 'userId', 'titleId', 'kind', 'device', 'watchedSeconds', 'at'] as const;

/** `files` is a glob of Parquet files. */
export async function compareLake(
  files: string,
  accepted: readonly Playback[],
  scratch: string,
): Promise<LakeDifference> {
  const wanted = join(scratch, 'expected-rows.jsonl');
  writeFileSync(wanted, accepted.map((row) => JSON.stringify(wire(row))).join('\n'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  try {
    const names = COLUMNS.map((name) => `"${name}"`).join(', ');
    // A Glue table has its columns in lower case, and so have its files.
    const plain = COLUMNS.map((name) => `${name === 'at' ? AT : `"${name}"`} AS "${name}"`).join(', ');
    await connection.run(`SET TimeZone = 'UTC'`);
    await connection.run(`CREATE TABLE lake AS SELECT ${plain} FROM read_parquet('${files}', union_by_name = true)`);
    const json = `read_json('${wanted}', format = 'newline_delimited', columns = {${COLUMN_TYPES}})`;
    await connection.run(`CREATE TABLE expected AS SELECT ${names} FROM ${json}`);
    const reader = await connection.runAndReadAll(`
      SELECT ${names}, CAST(sum(lake) AS INTEGER) AS lake, CAST(sum(expected) AS INTEGER) AS expected
      FROM (SELECT *, 1 AS lake, 0 AS expected FROM lake UNION ALL SELECT *, 0, 1 FROM expected)
      GROUP BY ALL HAVING sum(lake) <> sum(expected)`);
    const total = await connection.runAndReadAll('SELECT CAST(count(*) AS INTEGER) AS n FROM lake');
    const rows = reader.getRowObjectsJS() as unknown as readonly Count[];
    const extras = rows.filter(({ lake, expected: owed }) => lake > owed && owed > 0);
    return {
      expected: accepted.length,
      found: Number(total.getRowObjectsJS()[0]?.['n'] ?? 0),
      extraCopies: extras.reduce((sum, row) => sum + row.lake - row.expected, 0),
      extras: new Map(extras.map((row) => [row.eventId, row.lake - row.expected])),
      problems: rows
        .filter(({ lake, expected: owed }) => lake < owed || owed === 0)
        .map((row) => `the lake has ${row.lake} of ${row.expected}: ${row.eventId} of ${row.userId.slice(0, 40)}`)
        .slice(0, 10),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface Count {
  readonly eventId: string;
  readonly userId: string;
  readonly lake: number;
  readonly expected: number;
}

const AT = 'epoch_ms(CAST("at" AS TIMESTAMPTZ))';

const COLUMN_TYPES = COLUMNS.map((name) => {
  const type = name === 'watchedSeconds' ? 'DOUBLE' : name === 'at' ? 'BIGINT' : 'VARCHAR';
  return `"${name}": '${type}'`;
}).join(', ');

const wire = (row: Playback): object => ({ ...row, position: undefined });
