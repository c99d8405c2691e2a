/** What happens to a record on its way: cut into several, given a delimiter, asked for its partition. */
import { invalidArgument } from './errors.js';
import { parseQuery, type Query } from './query.js';

export interface Processing {
  /** Puts it behind every record; null for none. */
  readonly delimiter: Buffer | null;
  /** How a record that holds several is cut. */
  readonly deaggregation: { readonly kind: 'json' } | { readonly kind: 'delimited'; readonly delimiter: Buffer } | null;
  readonly query: Query | null;
}

interface Processor {
  readonly Type?: string;
  readonly Parameters?: readonly { readonly ParameterName?: string; readonly ParameterValue?: string }[];
}

const NONE: Processing = { delimiter: null, deaggregation: null, query: null };

type Read = (parameter: (name: string) => string | undefined) => Partial<Processing>;

const PROCESSORS: Readonly<Record<string, Read>> = {
  AppendDelimiterToRecord: (parameter) => ({ delimiter: Buffer.from(unescaped(parameter('Delimiter') ?? '\\n')) }),
  RecordDeAggregation(parameter) {
    const type = parameter('SubRecordType');
    if (type === 'JSON') return { deaggregation: { kind: 'json' } };
    const delimiter = Buffer.from(parameter('Delimiter') ?? '', 'base64');
    if (type !== 'DELIMITED' || delimiter.length === 0) {
      throw invalidArgument('RecordDeAggregation needs SubRecordType JSON, or DELIMITED with a Delimiter in base64.');
    }
    return { deaggregation: { kind: 'delimited', delimiter } };
  },
  MetadataExtraction(parameter) {
    const engine = parameter('JsonParsingEngine');
    if (engine !== 'JQ-1.6') throw invalidArgument('MetadataExtraction needs JsonParsingEngine JQ-1.6.');
    return { query: parseQuery(parameter('MetadataExtractionQuery') ?? '') };
  },
};

export function processingOf(config: unknown): Processing {
  // Unlike a conversion, a processing that does not say so is not enabled.
  const { Enabled = false, Processors = [] } = (config ?? {}) as {
    Enabled?: boolean;
    Processors?: readonly Processor[];
  };
  if (!Enabled) return NONE;
  return Processors.reduce((processing, { Type = '', Parameters = [] }) => {
    const read = Object.hasOwn(PROCESSORS, Type) ? PROCESSORS[Type] : undefined;
    if (!read) throw invalidArgument(`The local Firehose has no processor '${Type}'.`);
    const parameter = (name: string): string | undefined =>
      Parameters.find(({ ParameterName }) => ParameterName === name)?.ParameterValue;
    return { ...processing, ...read(parameter) };
  }, NONE);
}

/** The console and CloudFormation write the line's end as two characters. */
const unescaped = (text: string): string =>
  text.replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '\\');
