/** The catalog: databases, their tables, the partitions of those. Names are in lower case, as Glue keeps them. */
import { AwsError } from '../front/aws-error.js';

export interface Column {
  readonly Name: string;
  readonly Type?: string;
  readonly Comment?: string;
  readonly Parameters?: Readonly<Record<string, string>>;
}

export interface StorageDescriptor {
  readonly Columns?: readonly Column[];
  readonly Location?: string;
  readonly [more: string]: unknown;
}

export interface TableInput {
  readonly Name: string;
  readonly StorageDescriptor?: StorageDescriptor;
  readonly PartitionKeys?: readonly Column[];
  readonly [more: string]: unknown;
}

export interface DatabaseInput {
  readonly Name: string;
  readonly [more: string]: unknown;
}

export interface PartitionInput {
  readonly Values?: readonly string[];
  readonly StorageDescriptor?: StorageDescriptor;
  readonly [more: string]: unknown;
}

export type Partition = PartitionInput & { readonly Values: readonly string[]; readonly CreationTime: Date };

export interface Table extends TableInput {
  readonly DatabaseName: string;
  readonly CreateTime: Date;
  readonly UpdateTime: Date;
  readonly VersionId: string;
}

export type Database = DatabaseInput & { readonly CreateTime: Date };

export const notFound = (message: string): AwsError => new AwsError('EntityNotFoundException', message);
export const exists = (message: string): AwsError => new AwsError('AlreadyExistsException', message);
export const invalid = (message: string): AwsError => new AwsError('InvalidInputException', message);

interface TableEntry {
  readonly versions: Table[];
  readonly partitions: Map<string, Partition>;
}

interface DatabaseEntry {
  database: Database;
  readonly tables: Map<string, TableEntry>;
}

export class Catalog {
  private readonly databases = new Map<string, DatabaseEntry>();

  constructor(private readonly now: () => number) {}

  createDatabase(input: DatabaseInput): void {
    const Name = nameOf(input.Name);
    if (this.databases.has(Name)) throw exists('Database already exists.');
    this.databases.set(Name, { database: { ...input, Name, CreateTime: this.time() }, tables: new Map() });
  }

  database(name: string): Database {
    return this.entry(name).database;
  }

  allDatabases(): Database[] {
    return sorted([...this.databases.values()].map(({ database }) => database));
  }

  updateDatabase(name: string, input: DatabaseInput): void {
    const entry = this.entry(name);
    if (nameOf(input.Name) !== entry.database.Name) throw invalid('Database cannot be renamed.');
    entry.database = { ...input, Name: entry.database.Name, CreateTime: entry.database.CreateTime };
  }

  deleteDatabase(name: string): void {
    this.databases.delete(this.entry(name).database.Name);
  }

  createTable(database: string, input: TableInput): void {
    const {
      tables,
      database: { Name: DatabaseName },
    } = this.entry(database);
    const Name = nameOf(input.Name);
    if (tables.has(Name)) throw exists('Table already exists.');
    const times = { CreateTime: this.time(), UpdateTime: this.time() };
    tables.set(Name, { versions: [{ ...input, Name, DatabaseName, ...times, VersionId: '0' }], partitions: new Map() });
  }

  /** The newest version unless one is named. */
  table(database: string, name: string, version = 'LATEST'): Table {
    const { versions } = this.tableEntry(database, name);
    const table = version === 'LATEST' ? versions.at(-1) : versions.find(({ VersionId }) => VersionId === version);
    if (!table) throw notFound(`Table ${name} has no version ${version}.`);
    return table;
  }

  tables(database: string): Table[] {
    return sorted([...this.entry(database).tables.values()].flatMap(({ versions }) => versions.at(-1) ?? []));
  }

  updateTable(database: string, input: TableInput): void {
    const { versions } = this.tableEntry(database, input.Name);
    const before = this.table(database, input.Name);
    const { Name, DatabaseName, CreateTime } = before;
    const VersionId = String(Number(before.VersionId) + 1);
    versions.push({ ...input, Name, DatabaseName, CreateTime, UpdateTime: this.time(), VersionId });
  }

  deleteTable(database: string, name: string): void {
    this.tableEntry(database, name);
    this.entry(database).tables.delete(name.toLowerCase());
  }

  createPartition(database: string, name: string, input: PartitionInput): void {
    const values = this.checkedValues(database, name, input.Values);
    const { partitions } = this.tableEntry(database, name);
    if (partitions.has(keyOf(values))) throw exists('Partition already exists.');
    partitions.set(keyOf(values), { ...input, Values: values, CreationTime: this.time() });
  }

  partition(database: string, name: string, values: readonly string[]): Partition {
    const partition = this.tableEntry(database, name).partitions.get(keyOf(values));
    if (!partition) throw notFound('Cannot find partition.');
    return partition;
  }

  partitions(database: string, name: string): Partition[] {
    return [...this.tableEntry(database, name).partitions.values()];
  }

  updatePartition(database: string, name: string, values: readonly string[], input: PartitionInput): void {
    const { CreationTime } = this.partition(database, name, values);
    const Values = this.checkedValues(database, name, input.Values ?? values);
    const { partitions } = this.tableEntry(database, name);
    partitions.delete(keyOf(values));
    partitions.set(keyOf(Values), { ...input, Values, CreationTime });
  }

  deletePartition(database: string, name: string, values: readonly string[]): void {
    this.partition(database, name, values);
    this.tableEntry(database, name).partitions.delete(keyOf(values));
  }

  private checkedValues(database: string, name: string, values: readonly string[] = []): readonly string[] {
    const keys = this.table(database, name).PartitionKeys ?? [];
    if (values.length === keys.length) return values;
    throw invalid('The number of partition keys do not match the number of partition values');
  }

  private entry(name: string): DatabaseEntry {
    const entry = this.databases.get(name.toLowerCase());
    if (!entry) throw notFound(`Database ${name.toLowerCase()} not found.`);
    return entry;
  }

  private tableEntry(database: string, name: string): TableEntry {
    const entry = this.entry(database).tables.get(name.toLowerCase());
    if (!entry) throw notFound(`Table ${name.toLowerCase()} not found.`);
    return entry;
  }

  private time(): Date {
    return new Date(this.now());
  }
}

function nameOf(name: unknown): string {
  if (typeof name !== 'string' || name.length < 1 || name.length > 255)
    throw invalid('Name must have 1 to 255 characters.');
  return name.toLowerCase();
}

const keyOf = (values: readonly string[]): string => JSON.stringify(values);

const sorted = <T extends { readonly Name: string }>(named: T[]): T[] =>
  named.sort((a, b) => (a.Name < b.Name ? -1 : a.Name > b.Name ? 1 : 0));
