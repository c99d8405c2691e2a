/** What a bundle needs around it: the streams, delivery streams, tables, indexes and dead-letter targets it touches. */
import type { Bundle, TableStatement } from './bundle.js';
import { bindNames, fill, placeholderIn, type Names } from './placeholders.js';
import { parseSqlType } from './sql-type.js';
import type { Field } from './types.js';

interface Common {
  /** As the pipeline names it, which is the name an environment binds. */
  readonly logical: string;
  /** What it is called where it lives: a name, an ARN, or a queue's URL. */
  readonly name: string;
  /** The sources that read from it. */
  readonly readBy: readonly string[];
  /** The outputs that write to it; `dead-letters` among them. */
  readonly writtenBy: readonly string[];
  /** What its rows hold, without hidden columns. Null for dead letters, whose form is fixed. */
  readonly columns: readonly Field[] | null;
}

export interface StreamResource extends Common {
  readonly kind: 'stream';
}

export interface DeliveryStreamResource extends Common {
  readonly kind: 'delivery-stream';
  readonly columns: readonly Field[];
  /** The column whose hour says where in the lake a row lies; null for the hour of its arrival. */
  readonly partitionBy: string | null;
}

export interface TableResource extends Common {
  readonly kind: 'table';
  readonly columns: readonly Field[];
  readonly partitionKey: Field;
  readonly sortKey: Field | null;
  /** The column that says when an item is too old, in seconds since 1970. */
  readonly timeToLive: string | null;
}

export interface IndexResource extends Common {
  readonly kind: 'index';
  readonly columns: readonly Field[];
  /** Whether documents have ids of their own, so that a row replaces an earlier one. */
  readonly keyed: boolean;
  /** The URL of the cluster that holds it, where an environment says it. */
  readonly endpoint: string | null;
}

export interface QueueResource extends Common {
  readonly kind: 'queue';
}

export interface BucketResource extends Common {
  readonly kind: 'bucket';
  /** Where in the bucket; no slash at its ends. */
  readonly prefix: string;
}

export type Resource =
  StreamResource | DeliveryStreamResource | TableResource | IndexResource | QueueResource | BucketResource;

/** One each, in the bundle's order. `names` are an environment's physical names, by placeholder. */
export function resourcesOf(bundle: Bundle, names: Names = {}): Resource[] {
  const values = bindNames(bundle, names);
  const found = new Map<string, Resource>();
  for (const statement of bundle.statements) {
    if (statement.kind !== 'table') continue;
    const resource = resourceOf(statement, values);
    const key = `${resource.kind}\0${resource.name}`;
    const known = found.get(key);
    found.set(key, known ? joined(known, resource) : resource);
  }
  return [...found.values()];
}

/** A stream can be read by one stage and be written to by another. */
const joined = (one: Resource, other: Resource): Resource => ({
  ...one,
  readBy: [...one.readBy, ...other.readBy],
  writtenBy: [...one.writtenBy, ...other.writtenBy],
});

/** Physical names by logical ones: what an environment says, else a resource's own name. */
export const placeholderNames = (bundle: Bundle, names: Names = {}): Record<string, string> =>
  Object.fromEntries(bindNames(bundle, names));

/** The option that names the resource; it tells the kind, too. */
const NAMED_BY = ['stream', 'delivery-stream', 'table', 'index', 'target'] as const;

function resourceOf(statement: TableStatement, values: ReadonlyMap<string, string>): Resource {
  const { name: tableName, options, primaryKey } = statement;
  const option = NAMED_BY.find((each) => options[each] !== undefined);
  const written = option && options[option];
  if (option === undefined || written === undefined) throw new Error(`table '${tableName}' names no resource`);
  const columns = columnsOf(statement);
  const name = fill(written, values);
  const { output, source } = options;
  const common = {
    logical: placeholderIn(written) ?? name,
    name,
    readBy: output === undefined ? [source ?? options['lookup'] ?? tableName] : [],
    writtenBy: output === undefined ? [] : [output],
    columns,
  };
  switch (option) {
    case 'stream':
      return { ...common, kind: option };
    case 'delivery-stream':
      return { ...common, kind: option, partitionBy: options['partition-by'] ?? null };
    case 'index':
      return { ...common, kind: option, keyed: primaryKey.length > 0, endpoint: valueOf(options['endpoint'], values) };
    case 'table': {
      const [partitionKey, sortKey] = primaryKey.map((key) => columns.find((column) => column.name === key));
      if (partitionKey === undefined) throw new Error(`table '${tableName}' has no key`);
      const timeToLive = options['time-to-live'] ?? null;
      return { ...common, kind: option, partitionKey, sortKey: sortKey ?? null, timeToLive };
    }
    case 'target':
      return { ...common, columns: null, ...letterTarget(name) };
  }
}

function valueOf(written: string | undefined, values: ReadonlyMap<string, string>): string | null {
  const placeholder = written === undefined ? null : placeholderIn(written);
  return placeholder === null ? (written ?? null) : (values.get(placeholder) ?? null);
}

type LetterTarget =
  | { readonly kind: 'queue' | 'stream'; readonly name: string }
  | { readonly kind: 'bucket'; readonly name: string; readonly prefix: string };

/** `sqs:<queue>`, `kinesis:<stream>`, `s3:<bucket>/<prefix>`; without a service it is a queue. */
export function letterTarget(written: string): LetterTarget {
  const [, service, rest = ''] = /^(sqs|kinesis|s3):(.+)$/s.exec(written) ?? [];
  if (service === 'kinesis') return { kind: 'stream', name: rest };
  if (service === 's3') {
    const [name = '', ...folders] = rest.split('/').filter((part) => part !== '');
    return { kind: 'bucket', name, prefix: folders.join('/') };
  }
  return { kind: 'queue', name: service === undefined ? written : rest };
}

/** Key columns are never null; nothing is known of the others any more. */
const columnsOf = ({ columns, primaryKey }: TableStatement): Field[] =>
  columns.flatMap(({ name, type }): Field[] =>
    name.startsWith('$') || type === undefined
      ? []
      : [{ name, type: parseSqlType(type), absence: primaryKey.includes(name) ? 'never' : 'either' }],
  );
