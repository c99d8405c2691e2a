/**
 * Makes the values of a JSON document fit their columns, as the OpenX SerDe of Firehose does: names and keys in lower case,
 * text read as a number, one value taken for a list of one. What still does not fit fails its record and no other.
 * Out comes JSON that DuckDB reads as the column's type without a decision of its own.
 */
import { ExactNumber } from './exact-json.js';
import type { HiveField, HiveType, ScalarName } from './hive-type.js';
import { malformedData } from './json-documents.js';
import { dateText, timestampText } from './timestamp.js';

export interface SerDeRules {
  readonly caseInsensitive: boolean;
  /** `a.b` in a document is the column `a_b`. */
  readonly dotsToUnderscores: boolean;
  /** Column → the key that holds it, when that is another. */
  readonly keys: Readonly<Record<string, string>>;
}

/** JSON text of a value; of a row, without a line's end. Throws a RecordError. */
export type Coerce = (value: unknown) => string;

export function coerceRow(columns: readonly HiveField[], rules: SerDeRules): Coerce {
  const named = columns.map(({ name, type }) => ({ name, type, key: rules.keys[name] ?? name }));
  const row = coerceFields(named, rules);
  return (document) => {
    if (typeof document === 'object' && document !== null && !(document instanceof ExactNumber)) {
      if (!Array.isArray(document)) return row(document as Record<string, unknown>);
      throw malformed('A JSON document is an object, not an array.');
    }
    throw malformedData(
      'The input JSON contained a primitive at the top level. The top level must be an object or array.',
    );
  };
}

const malformed = (message: string): Error => malformedData(`Data does not match the schema. ${message}`);

const notFor = (value: unknown): Error => malformed(`For input string: ${shown(value)}`);

const shown = (value: unknown): string =>
  value instanceof ExactNumber ? `"${value.text}"` : typeof value === 'string' ? `"${value}"` : plainJson(value, false);

function coerce(type: HiveType, rules: SerDeRules): Coerce {
  const of = ((): Coerce => {
    switch (type.kind) {
      case 'array':
        return arrayOf(coerce(type.element, rules));
      case 'map':
        return mapOf(coerce(type.value, rules), rules);
      case 'struct':
        return structOf(type.fields, rules);
      case 'string':
        return (value) => textOf(value, rules.caseInsensitive);
      default:
        return SCALARS[type.kind];
    }
  })();
  return (value) => (value === null || value === undefined ? 'null' : of(value));
}

const arrayOf =
  (element: Coerce): Coerce =>
  (value) =>
    `[${(Array.isArray(value) ? value : [value]).map(element).join(',')}]`;

function mapOf(of: Coerce, { caseInsensitive }: SerDeRules): Coerce {
  return (value) => {
    if (!isObject(value)) throw malformed('A map column cannot hold what is no JSON object.');
    const entries = new Map<string, string>();
    for (const [key, each] of Object.entries(value)) entries.set(caseInsensitive ? key.toLowerCase() : key, of(each));
    return `{${[...entries].map(([key, each]) => `${jsonText(key)}:${each}`).join(',')}}`;
  };
}

function structOf(fields: readonly HiveField[], rules: SerDeRules): Coerce {
  const named = fields.map(({ name, type }) => ({ name, type, key: name }));
  const byName = coerceFields(named, rules);
  return (value) => {
    if (isObject(value)) return byName(value);
    if (!Array.isArray(value)) throw malformed(`Data is not JSONObject  but ${shown(value)}`);
    // By position, what is too much is left out.
    return byName(Object.fromEntries(named.map(({ key }, index) => [key, (value as unknown[])[index] ?? null])));
  };
}

function coerceFields(
  fields: readonly { readonly name: string; readonly key: string; readonly type: HiveType }[],
  rules: SerDeRules,
): (value: Record<string, unknown>) => string {
  const fold = (name: string): string => {
    const key = rules.dotsToUnderscores ? name.replace(/\./g, '_') : name;
    return rules.caseInsensitive ? key.toLowerCase() : key;
  };
  const positions = new Map(fields.map(({ key }, index) => [fold(key), index]));
  const heads = fields.map(({ name }, index) => `${index === 0 ? '{' : ','}${jsonText(name)}:`);
  const coercions = fields.map(({ type }) => coerce(type, rules));
  return (value) => {
    const values: unknown[] = [];
    for (const key of Object.keys(value)) {
      const position = positions.get(fold(key));
      if (position !== undefined) values[position] = value[key];
    }
    let text = '';
    for (let i = 0; i < heads.length; i++) text += `${heads[i] ?? ''}${coercions[i]?.(values[i]) ?? 'null'}`;
    return `${text}}`;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

const BITS = { tinyint: 8, smallint: 16, int: 32, bigint: 64 } as const;

function integer(kind: keyof typeof BITS): Coerce {
  const limit = 2n ** BigInt(BITS[kind] - 1);
  const safe = BITS[kind] <= 32 ? Number(limit) : Number.MAX_SAFE_INTEGER;
  return (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= -safe && value < safe) return String(value);
    const text = value instanceof ExactNumber ? value.text : typeof value === 'string' ? value.trim() : null;
    const whole =
      text !== null && /^[+-]?\d{1,40}$/.test(text)
        ? BigInt(text.replace('+', ''))
        : typeof value === 'number' && Number.isInteger(value)
          ? BigInt(value)
          : null;
    if (whole === null || whole < -limit || whole >= limit) throw notFor(value);
    return String(whole);
  };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function floating(isFinite: (value: number) => boolean): Coerce {
  return (value) => {
    const text = value instanceof ExactNumber ? value.text : typeof value === 'string' ? value.trim() : null;
    const number = typeof value === 'number' ? value : text !== null && NUMBER.test(text) ? Number(text) : NaN;
    if (!isFinite(number)) throw notFor(value);
    return Object.is(number, -0) ? '-0.0' : String(number);
  };
}

function boolean(value: unknown): string {
  const text = String(value).toLowerCase();
  if ((typeof value === 'boolean' || typeof value === 'string') && (text === 'true' || text === 'false')) return text;
  throw notFor(value);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** In base64 with its padding, which DuckDB asks for. */
function binary(value: unknown): string {
  if (typeof value !== 'string' || !BASE64.test(value)) throw notFor(value);
  return `"${Buffer.from(value, 'base64').toString('base64')}"`;
}

const quotedOr = (of: (value: unknown) => string | null): Coerce => {
  return (value) => {
    const text = of(value);
    if (text === null) throw notFor(value);
    return `"${text}"`;
  };
};

const SCALARS: { readonly [S in Exclude<ScalarName, 'string'>]: Coerce } = {
  boolean,
  tinyint: integer('tinyint'),
  smallint: integer('smallint'),
  int: integer('int'),
  bigint: integer('bigint'),
  float: floating((value) => Number.isFinite(Math.fround(value))),
  double: floating((value) => Number.isFinite(value)),
  binary,
  date: quotedOr(dateText),
  timestamp: quotedOr(timestampText),
};

/** A string column takes anything: numbers as they are written, objects as JSON whose keys are in lower case as well. */
function textOf(value: unknown, lowerCase: boolean): string {
  if (typeof value === 'string') return jsonText(value);
  if (value instanceof ExactNumber) return jsonText(value.text);
  return jsonText(plainJson(value, lowerCase));
}

function plainJson(value: unknown, lowerCase: boolean): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map((each) => plainJson(each, lowerCase)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, each]) => {
    return `${JSON.stringify(lowerCase ? key.toLowerCase() : key)}:${plainJson(each, lowerCase)}`;
  });
  return `{${fields.join(',')}}`;
}

/** Half of a pair of surrogates is no text in UTF-8: it becomes the replacement character, as in Java's own encoder. */
function jsonText(text: string): string {
  const json = JSON.stringify(text);
  return json.includes('\\ud') ? JSON.stringify(Buffer.from(text, 'utf8').toString('utf8')) : json;
}
