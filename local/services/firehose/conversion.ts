/** The conversion of JSON into Parquet: by which table, and how keys become columns. */
import { isAwsError } from '../front/aws-error.js';
import type { Catalog } from '../glue/catalog.js';
import type { SerDeRules } from './coerce.js';
import { invalidArgument } from './errors.js';
import { parseHiveType, UnsupportedType, type HiveField } from './hive-type.js';
import type { ParquetCompression } from './parquet.js';

export interface SchemaSource {
  readonly DatabaseName: string;
  readonly TableName: string;
  readonly VersionId: string;
  readonly [more: string]: unknown;
}

export interface Conversion {
  readonly schema: SchemaSource;
  readonly rules: SerDeRules;
  readonly compression: ParquetCompression;
}

interface Config {
  readonly Enabled?: boolean;
  readonly SchemaConfiguration?: Partial<SchemaSource>;
  readonly InputFormatConfiguration?: { readonly Deserializer?: Readonly<Record<string, OpenX | undefined>> };
  readonly OutputFormatConfiguration?: { readonly Serializer?: Readonly<Record<string, Parquet | undefined>> };
}

interface OpenX {
  readonly CaseInsensitive?: boolean;
  readonly ConvertDotsInJsonKeysToUnderscores?: boolean;
  readonly ColumnToJsonKeyMappings?: Readonly<Record<string, string>>;
}

interface Parquet {
  readonly Compression?: string;
}

/** Null when there is none. One that does not say so is enabled. */
export function conversionOf(config: unknown, catalog: Catalog): Conversion | null {
  if (typeof config !== 'object' || config === null) return null;
  const { Enabled = true, SchemaConfiguration, InputFormatConfiguration, OutputFormatConfiguration } = config as Config;
  if (!Enabled) return null;
  const { OpenXJsonSerDe: openX, HiveJsonSerDe: hive } = InputFormatConfiguration?.Deserializer ?? {};
  const { ParquetSerDe: parquet, OrcSerDe: orc } = OutputFormatConfiguration?.Serializer ?? {};
  if (hive) throw invalidArgument('The local Firehose reads JSON with OpenXJsonSerDe only.');
  if (orc) throw invalidArgument('The local Firehose writes Parquet only.');
  if (!openX) throw invalidArgument('Deserializer must be specified when data format conversion is enabled.');
  if (!parquet) throw invalidArgument('Serializer must be specified when data format conversion is enabled.');
  const { DatabaseName, TableName, VersionId = 'LATEST' } = SchemaConfiguration ?? {};
  if (DatabaseName === undefined || TableName === undefined) {
    throw invalidArgument('SchemaConfiguration must name a database and a table.');
  }
  const schema = { ...SchemaConfiguration, DatabaseName, TableName, VersionId };
  checkColumns(schema, catalog);
  return {
    schema,
    rules: {
      caseInsensitive: openX.CaseInsensitive ?? true,
      dotsToUnderscores: openX.ConvertDotsInJsonKeysToUnderscores ?? false,
      keys: openX.ColumnToJsonKeyMappings ?? {},
    },
    compression: compressionOf(parquet),
  };
}

function compressionOf({ Compression = 'SNAPPY' }: Parquet): ParquetCompression {
  if (Compression === 'SNAPPY' || Compression === 'GZIP' || Compression === 'UNCOMPRESSED') return Compression;
  throw invalidArgument(`ParquetSerDe.Compression is none of UNCOMPRESSED, GZIP, SNAPPY: ${Compression}`);
}

function checkColumns(schema: SchemaSource, catalog: Catalog): void {
  try {
    columnsOf(schema, catalog);
  } catch (error) {
    if (isAwsError(error)) throw invalidArgument(`Schema is invalid: ${error.code}: ${error.message}`);
    if (error instanceof UnsupportedType) throw invalidArgument(`Schema is invalid: ${error.message}`);
    throw error;
  }
}

/** As the table is now; throws Glue's refusal or UnsupportedType. */
export function columnsOf({ DatabaseName, TableName, VersionId }: SchemaSource, catalog: Catalog): HiveField[] {
  const { StorageDescriptor } = catalog.table(DatabaseName, TableName, VersionId);
  const columns = StorageDescriptor?.Columns ?? [];
  if (columns.length === 0) throw new UnsupportedType(`the table ${DatabaseName}.${TableName} has no columns.`);
  const names = columns.map(({ Name }) => Name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UnsupportedType(`the column '${twice}' is there twice.`);
  return columns.map(({ Name, Type }) => {
    if (Type === undefined) throw new UnsupportedType(`the column '${Name}' has no type.`);
    return { name: Name, type: parseHiveType(Type) };
  });
}
