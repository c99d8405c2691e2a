/** Parquet by DuckDB: one instance for all delivery streams, one thread, one file at a time, bounded memory. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { decoded, readType, sqlName } from './duckdb-type.js';
import type { HiveField } from './hive-type.js';

export type ParquetCompression = 'SNAPPY' | 'GZIP' | 'UNCOMPRESSED';

export interface ParquetJob {
  /** JSON, a row a line, already of the columns' types. */
  readonly rows: string;
  readonly columns: readonly HiveField[];
  readonly target: string;
  readonly compression: ParquetCompression;
}

/** Enough for a row group of wide rows; what is more goes to the scratch folder. */
const MEMORY = '512MB';
/** A record has at most 1,000 KiB, and every name in it may become longer. */
const LARGEST_ROW = 16 * 1024 * 1024;

export class ParquetWriter {
  private connection: Promise<DuckDBConnection> | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly scratch: string) {}

  write(job: ParquetJob): Promise<void> {
    const work = async (): Promise<void> => {
      const connection = await (this.connection ??= this.open());
      await connection.run(copyStatement(job));
    };
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  async close(): Promise<void> {
    await this.last;
    const connection = await this.connection;
    this.connection = null;
    connection?.closeSync();
  }

  private async open(): Promise<DuckDBConnection> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      memory_limit: MEMORY,
      temp_directory: this.scratch,
      // Nothing is fetched and nothing is loaded: JSON and Parquet are linked in.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'").catch(() => undefined);
    return connection;
  }
}

const text = (value: string): string => `'${value.replace(/'/g, "''")}'`;

function copyStatement({ rows, columns, target, compression }: ParquetJob): string {
  const types = columns.map(({ name, type }) => `${text(name)}: ${text(readType(type))}`).join(', ');
  const values = columns.map(({ name, type }) => `${decoded(type, sqlName(name))} AS ${sqlName(name)}`).join(', ');
  const options = `format = 'newline_delimited', columns = {${types}}, maximum_object_size = ${LARGEST_ROW}`;
  return (
    `COPY (SELECT ${values} FROM read_json(${text(rows)}, ${options})) ` +
    `TO ${text(target)} (FORMAT parquet, COMPRESSION ${compression.toLowerCase()})`
  );
}
