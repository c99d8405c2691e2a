/** Reads a Flink SQL type back into a column's type: only the types that bundles hold. */
import type { Column, Field, ScalarKind, Type } from './types.js';

const SCALARS: Readonly<Record<string, ScalarKind>> = {
  STRING: 'string',
  DOUBLE: 'number',
  INT: 'int',
  BIGINT: 'bigint',
  BOOLEAN: 'boolean',
  'TIMESTAMP_LTZ(3)': 'date',
  BYTES: 'bytes',
};

/** Throws for a type that no bundle of this format has. */
export function parseSqlType(text: string): Type {
  const scalar = SCALARS[text];
  if (scalar !== undefined) return { kind: scalar };
  const [, outer, inner] = /^(ARRAY|MAP|ROW)<(.*)>$/s.exec(text) ?? [];
  if (outer === 'ARRAY' && inner !== undefined) return { kind: 'array', element: nullable(inner) };
  if (outer === 'MAP' && inner?.startsWith('STRING, ')) return { kind: 'map', value: nullable(inner.slice(8)) };
  if (outer === 'ROW' && inner !== undefined) return { kind: 'row', fields: partsOf(inner).map(fieldOf) };
  throw new Error(`'${text}' is not a type of a bundle`);
}

const nullable = (type: string): Column => ({ type: parseSqlType(type), absence: 'either' });

/** `` `name` TYPE ``; a backtick in the name is doubled. */
function fieldOf(text: string): Field {
  const [, name, type] = /^`((?:[^`]|``)*)` (.*)$/s.exec(text) ?? [];
  if (name === undefined || type === undefined) throw new Error(`'${text}' is not a field of a bundle's row`);
  return { name: name.replaceAll('``', '`'), ...nullable(type) };
}

/** Splits at commas that are neither in a name nor inside another type. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === '`') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === '<' || letter === '(') depth++;
    else if (letter === '>' || letter === ')') depth--;
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
