/** Where a delivery stream writes, checked once when it is made: a configuration that can't be followed is refused, not bent. */
import type { Catalog } from '../glue/catalog.js';
import { conversionOf, type Conversion } from './conversion.js';
import { invalidArgument, invalidValue } from './errors.js';
import { parsePrefix, type Prefix } from './prefix.js';
import { processingOf, type Processing } from './processing.js';

/** As it was given; DescribeDeliveryStream gives it back. */
export type DestinationConfig = Readonly<Record<string, unknown>>;

export interface Destination {
  readonly bucket: string;
  readonly prefix: Prefix;
  readonly errorPrefix: Prefix;
  readonly compression: 'UNCOMPRESSED' | 'GZIP';
  /** Of the keys of data; errors have none. */
  readonly extension: string;
  readonly bufferBytes: number;
  readonly bufferMillis: number;
  readonly processing: Processing;
  readonly conversion: Conversion | null;
  /** With every default in it. */
  readonly described: DestinationConfig;
}

const MIB = 1024 * 1024;
const CONVERTED_MIB = 64;
const FORMATS = ['UNCOMPRESSED', 'GZIP', 'ZIP', 'Snappy', 'HADOOP_SNAPPY'];

export function destinationOf(config: DestinationConfig, catalog: Catalog): Destination {
  const bucket = bucketOf(config);
  if (typeof config['RoleARN'] !== 'string') throw invalidValue('roleARN', 'not be null');
  refuseWhatIsNotHere(config);
  const conversion = conversionOf(config['DataFormatConversionConfiguration'], catalog);
  const processing = processingOf(config['ProcessingConfiguration']);
  const partitioned = isEnabled(config['DynamicPartitioningConfiguration'], false);
  const compression = compressionOf(config, conversion !== null);
  const hints = hintsOf(config, conversion !== null, partitioned);
  const [prefix, errorPrefix] = prefixesOf(config, processing, partitioned);
  const extension = textOf(config, 'FileExtension') ?? '';
  if (!/^(?:\.[0-9a-z!\-_.*'()]{1,127})?$/.test(extension)) {
    throw invalidValue(
      'extendedS3DestinationConfiguration.fileExtension',
      "satisfy regular expression pattern: ^$|\\.[0-9a-z!\\-_.*'()]+",
    );
  }
  return {
    ...{ bucket, prefix, errorPrefix, compression, processing, conversion },
    extension: extension !== '' ? extension : conversion ? '.parquet' : compression === 'GZIP' ? '.gz' : '',
    bufferBytes: hints.SizeInMBs * MIB,
    bufferMillis: hints.IntervalInSeconds * 1000,
    described: {
      EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
      CloudWatchLoggingOptions: { Enabled: false },
      S3BackupMode: 'Disabled',
      ...config,
      BufferingHints: hints,
      CompressionFormat: compression,
    },
  };
}

function bucketOf(config: DestinationConfig): string {
  const arn = config['BucketARN'];
  if (typeof arn !== 'string') throw invalidValue('bucketARN', 'not be null');
  const name = /^arn:[\w-]+:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/.exec(arn)?.[1];
  if (name === undefined) throw invalidArgument(`BucketARN is no ARN of a bucket: ${arn}`);
  return name;
}

function refuseWhatIsNotHere(config: DestinationConfig): void {
  if (textOf(config, 'S3BackupMode') === 'Enabled') throw invalidArgument('The local Firehose has no S3 backup.');
  const zone = textOf(config, 'CustomTimeZone');
  if (zone !== undefined && zone !== 'UTC') {
    throw invalidArgument(`The local Firehose writes times in UTC only, not in ${zone}.`);
  }
}

function compressionOf(config: DestinationConfig, isConverted: boolean): Destination['compression'] {
  const format = textOf(config, 'CompressionFormat') ?? 'UNCOMPRESSED';
  if (!FORMATS.includes(format)) {
    throw invalidValue(
      'extendedS3DestinationConfiguration.compressionFormat',
      `satisfy enum value set: [${FORMATS.join(', ')}]`,
    );
  }
  if (isConverted && format !== 'UNCOMPRESSED') {
    throw invalidArgument('CompressionFormat must be set to UNCOMPRESSED when data format conversion is enabled.');
  }
  if (format === 'UNCOMPRESSED' || format === 'GZIP') return format;
  throw invalidArgument(`The local Firehose compresses with GZIP only, not with ${format}.`);
}

interface Hints {
  readonly SizeInMBs: number;
  readonly IntervalInSeconds: number;
}

function hintsOf(config: DestinationConfig, isConverted: boolean, partitioned: boolean): Hints {
  const { SizeInMBs, IntervalInSeconds = 300 } = (config['BufferingHints'] ?? {}) as Partial<Hints>;
  const least = isConverted || partitioned ? CONVERTED_MIB : 1;
  const size = SizeInMBs ?? (isConverted ? 128 : partitioned ? 64 : 5);
  if (!Number.isInteger(size) || size < 1 || size > 128) {
    throw invalidValue('extendedS3DestinationConfiguration.bufferingHints.sizeInMBs', 'have value between 1 and 128');
  }
  if (size < least) {
    const why = isConverted ? 'data format conversion' : 'Dynamic Partitioning';
    throw invalidArgument(`BufferingHints.SizeInMBs must be at least ${least} when ${why} is enabled.`);
  }
  if (!Number.isInteger(IntervalInSeconds) || IntervalInSeconds < 0 || IntervalInSeconds > 900) {
    throw invalidValue(
      'extendedS3DestinationConfiguration.bufferingHints.intervalInSeconds',
      'have value between 0 and 900',
    );
  }
  return { SizeInMBs: size, IntervalInSeconds };
}

function prefixesOf(config: DestinationConfig, { query }: Processing, partitioned: boolean): [Prefix, Prefix] {
  const [text = '', errorText = ''] = [textOf(config, 'Prefix'), textOf(config, 'ErrorOutputPrefix')];
  const [prefix, errorPrefix] = [parsePrefix(text), parsePrefix(errorText)];
  if (prefix.namesErrorType) throw invalidArgument('Prefix cannot contain !{firehose:error-output-type}.');
  if (prefix.hasExpressions && errorText === '') {
    throw invalidArgument('ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.');
  }
  if (errorPrefix.hasExpressions && !errorPrefix.namesErrorType) {
    throw invalidArgument('ErrorOutputPrefix must contain !{firehose:error-output-type} when it contains expressions.');
  }
  if (errorPrefix.partitionKeys.length > 0) {
    throw invalidArgument('ErrorOutputPrefix cannot contain !{partitionKeyFromQuery:…}.');
  }
  if (!partitioned && (prefix.partitionKeys.length > 0 || query !== null)) {
    throw invalidArgument(
      'Dynamic Partitioning must be enabled to use !{partitionKeyFromQuery:…} and MetadataExtraction.',
    );
  }
  if (partitioned) {
    if (query === null)
      throw invalidArgument('The local Firehose needs a MetadataExtraction processor for Dynamic Partitioning.');
    if (errorText === '')
      throw invalidArgument('ErrorOutputPrefix must be given when Dynamic Partitioning is enabled.');
    const { keys } = query;
    const unknown = prefix.partitionKeys.filter((key) => !keys.includes(key));
    if (unknown.length > 0) throw invalidArgument(`The query gives no partition key '${unknown.join("', '")}'.`);
    const unused = keys.filter((key) => !prefix.partitionKeys.includes(key));
    if (unused.length > 0)
      throw invalidArgument(`Prefix must use every partition key of the query: '${unused.join("', '")}'.`);
  }
  return [
    withDefaultTime(text, prefix, ''),
    withDefaultTime(errorText || text, errorText ? errorPrefix : prefix, ERROR_TYPE),
  ];
}

const ERROR_TYPE = '!{firehose:error-output-type}/';
const DEFAULT_TIME = '!{timestamp:yyyy/MM/dd/HH/}';

/** Text without an expression is followed by the hour, with nothing in between. */
const withDefaultTime = (text: string, prefix: Prefix, before: string): Prefix =>
  prefix.hasExpressions ? prefix : parsePrefix(`${text}${before}${DEFAULT_TIME}`);

export function isEnabled(config: unknown, byDefault: boolean): boolean {
  if (typeof config !== 'object' || config === null) return false;
  const { Enabled = byDefault } = config as { Enabled?: boolean };
  return Enabled;
}

function textOf(config: DestinationConfig, name: string): string | undefined {
  const value = config[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidArgument(`${name} must be a string.`);
  return value;
}
