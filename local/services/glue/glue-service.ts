/** The local Glue: the data catalog, as far as lakes and the conversion of Firehose need it. In memory. */
import { ACCOUNT } from '../front/account.js';
import { AwsError, isAwsError } from '../front/aws-error.js';
import { callOperation, type Operation, type Operations } from '../front/operations.js';
import type { LocalService } from '../front/service.js';
import { glueAccesses } from './accesses.js';
import {
  Catalog,
  invalid,
  type Database,
  type DatabaseInput,
  type Partition,
  type PartitionInput,
  type Table,
  type TableInput,
} from './catalog.js';
import { partitionFilter } from './expression.js';

export interface GlueOptions {
  readonly now?: () => number;
}

export interface LocalGlue extends LocalService {
  /** For the services of the same process. */
  readonly catalog: Catalog;
}

type Input = Parameters<Operation>[0];

export function glueService({ now = Date.now }: GlueOptions = {}): LocalGlue {
  const catalog = new Catalog(now);
  const operations: Operations = { ...databases(catalog), ...tables(catalog), ...partitions(catalog) };
  return {
    name: 'glue',
    protocol: 'json',
    targetPrefix: 'AWSGlue',
    catalog,
    accesses: glueAccesses,
    handle: (request) => callOperation(operations, request),
    close: () => Promise.resolve(),
  };
}

const databases = (catalog: Catalog): Operations => ({
  CreateDatabase: (input) => done(catalog.createDatabase(structure<DatabaseInput>(input, 'DatabaseInput'))),
  GetDatabase: (input) => ({ Database: described(catalog.database(text(input, 'Name'))) }),
  GetDatabases: (input) => {
    const { page, ...next } = pageOf(catalog.allDatabases().map(described), input);
    return { DatabaseList: page, ...next };
  },
  UpdateDatabase: (input) =>
    done(catalog.updateDatabase(text(input, 'Name'), structure<DatabaseInput>(input, 'DatabaseInput'))),
  DeleteDatabase: (input) => done(catalog.deleteDatabase(text(input, 'Name'))),
});

const tables = (catalog: Catalog): Operations => ({
  CreateTable: (input) =>
    done(catalog.createTable(text(input, 'DatabaseName'), structure<TableInput>(input, 'TableInput'))),
  GetTable: (input) => ({ Table: described(catalog.table(text(input, 'DatabaseName'), text(input, 'Name'))) }),
  GetTables: (input) => {
    const { Expression: pattern } = input;
    const all = catalog.tables(text(input, 'DatabaseName'));
    const found = typeof pattern === 'string' ? all.filter(({ Name }) => patternOf(pattern).test(Name)) : all;
    const { page, ...next } = pageOf(found.map(described), input);
    return { TableList: page, ...next };
  },
  UpdateTable: (input) =>
    done(catalog.updateTable(text(input, 'DatabaseName'), structure<TableInput>(input, 'TableInput'))),
  DeleteTable: (input) => done(catalog.deleteTable(text(input, 'DatabaseName'), text(input, 'Name'))),
  BatchDeleteTable: (input) => {
    const names = list<string>(input, 'TablesToDelete');
    const failed = (TableName: string) => ({ TableName });
    return { Errors: each(names, (name) => catalog.deleteTable(text(input, 'DatabaseName'), name), failed) };
  },
});

function partitions(catalog: Catalog): Operations {
  const tableOf = (input: Input): [database: string, table: string] => [
    text(input, 'DatabaseName'),
    text(input, 'TableName'),
  ];
  const shown = (input: Input, partition: Partition): object => {
    const [DatabaseName, TableName] = tableOf(input);
    return { ...partition, DatabaseName, TableName, CatalogId: ACCOUNT };
  };
  return {
    CreatePartition: (input) =>
      done(catalog.createPartition(...tableOf(input), structure<PartitionInput>(input, 'PartitionInput'))),
    BatchCreatePartition: (input) => {
      const inputs = list<PartitionInput>(input, 'PartitionInputList');
      const failed = ({ Values = [] }: PartitionInput) => ({ PartitionValues: Values });
      return { Errors: each(inputs, (one) => catalog.createPartition(...tableOf(input), one), failed) };
    },
    GetPartition: (input) => ({
      Partition: shown(input, catalog.partition(...tableOf(input), list<string>(input, 'PartitionValues'))),
    }),
    GetPartitions: (input) => {
      const keys = catalog.table(...tableOf(input)).PartitionKeys ?? [];
      const { Expression: expression = '' } = input;
      const matches = partitionFilter(String(expression), keys);
      const found = catalog.partitions(...tableOf(input)).filter(matches);
      const { page, ...next } = pageOf(
        found.map((one) => shown(input, one)),
        input,
      );
      return { Partitions: page, ...next };
    },
    BatchGetPartition: (input) => {
      const wanted = list<{ Values?: readonly string[] }>(input, 'PartitionsToGet');
      const UnprocessedKeys: object[] = [];
      const Partitions = wanted.flatMap(({ Values = [] }) => {
        const found = catalog.partitions(...tableOf(input)).find((one) => same(one.Values, Values));
        return found ? [shown(input, found)] : [];
      });
      return { Partitions, UnprocessedKeys };
    },
    UpdatePartition: (input) => {
      const values = list<string>(input, 'PartitionValueList');
      const partition = structure<PartitionInput>(input, 'PartitionInput');
      return done(catalog.updatePartition(...tableOf(input), values, partition));
    },
    DeletePartition: (input) =>
      done(catalog.deletePartition(...tableOf(input), list<string>(input, 'PartitionValues'))),
    BatchDeletePartition: (input) => {
      const wanted = list<{ Values?: readonly string[] }>(input, 'PartitionsToDelete');
      const failed = ({ Values = [] }: { Values?: readonly string[] }) => ({ PartitionValues: Values });
      return { Errors: each(wanted, ({ Values = [] }) => catalog.deletePartition(...tableOf(input), Values), failed) };
    },
  };
}

/** The operations that only change something answer an empty structure. */
const done = (_: void): object => ({});

const described = (thing: Database | Table): object => ({ ...thing, CatalogId: ACCOUNT });

/** Each on its own: what is refused is reported beside what is done. */
function each<T>(all: readonly T[], work: (one: T) => void, shown: (one: T) => object): object[] {
  return all.flatMap((one) => {
    try {
      work(one);
      return [];
    } catch (error) {
      if (!isAwsError(error)) throw error;
      return [{ ...shown(one), ErrorDetail: { ErrorCode: error.code, ErrorMessage: error.message } }];
    }
  });
}

function pageOf<T>(all: readonly T[], { NextToken, MaxResults }: Input): { page: T[]; NextToken?: string } {
  const from = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(from) || from < 0) throw invalid('NextToken is not one that was given.');
  const to = from + (typeof MaxResults === 'number' ? MaxResults : 1000);
  return { page: all.slice(from, to), ...(to < all.length && { NextToken: String(to) }) };
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw invalid(`The expression is not a regular expression: ${pattern}`);
  }
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

function text(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw missing(name);
  return value;
}

function structure<T>(input: Input, name: string): T {
  const value = input[name];
  if (typeof value !== 'object' || value === null) throw missing(name);
  return value as T;
}

function list<T>(input: Input, name: string): readonly T[] {
  const value = input[name];
  if (!Array.isArray(value)) throw missing(name);
  return value as readonly T[];
}

const missing = (name: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${name[0]?.toLowerCase()}${name.slice(1)}' failed to satisfy constraint: ` +
      'Member must not be null',
  );
