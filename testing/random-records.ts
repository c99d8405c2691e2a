/** Made-up records of a source, from nothing but its contract: for a pipeline that has no generator of its own. */
import type { Random } from './random.js';

/** A field as the connectors' option `contract` holds it. */
export interface ContractField {
  readonly name: string;
  readonly type: string;
  readonly nullable?: boolean;
  readonly oneOf?: readonly unknown[];
  readonly of?: Omit<ContractField, 'name'>;
  readonly fields?: readonly ContractField[];
}

export interface RandomRecords {
  readonly contract: readonly ContractField[];
  /** Where in a record its event time is; the times there are close to now and mostly in order. */
  readonly eventTime: readonly string[];
  readonly timestamps: 'iso' | 'seconds' | 'millis';
  readonly now: () => number;
}

const MOST_IDS = 50;
const MOST_LATE_MS = 2_000;
const PLAIN_NULLS = 0.1;

/** One record's JSON. */
export function randomRecord(random: Random, { contract, eventTime, timestamps, now }: RandomRecords): string {
  const time = (at: number): unknown =>
    timestamps === 'iso' ? new Date(at).toISOString() : timestamps === 'seconds' ? at / 1000 : at;
  const row = (fields: readonly ContractField[], path: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(fields.map((field) => [field.name, valueOf(field, [...path, field.name])]));
  const valueOf = (field: Omit<ContractField, 'name'>, path: readonly string[]): unknown => {
    const isTime = path.length === eventTime.length && path.every((name, index) => name === eventTime[index]);
    if (isTime) return time(now() - random.below(MOST_LATE_MS));
    if (field.nullable && random.chance(PLAIN_NULLS)) return null;
    if (field.oneOf) return random.pick(field.oneOf);
    switch (field.type) {
      case 'string':
        return `${path.at(-1)}-${random.below(MOST_IDS)}`;
      case 'number':
        return Math.round(random.exponential(100) * 10) / 10;
      case 'int':
      case 'bigint':
        return random.below(1_000);
      case 'boolean':
        return random.chance(0.5);
      case 'timestamp':
        return time(now() - random.below(24 * 3_600_000));
      case 'bytes':
        return Buffer.from(String(random.below(1_000_000))).toString('base64');
      case 'array':
        return Array.from({ length: random.below(4) }, () => valueOf(field.of ?? { type: 'string' }, []));
      case 'map':
        return Object.fromEntries(['a', 'b'].map((key) => [key, valueOf(field.of ?? { type: 'string' }, [key])]));
      default:
        return row(field.fields ?? [], path);
    }
  };
  return JSON.stringify(row(contract, []));
}
