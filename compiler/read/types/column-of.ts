/** A TypeScript type → the column it becomes, or a report of why it can't be one and what to write instead. */
import { ts } from 'ts-morph';
import type { Absence, Column, Type } from '../../ir/types.js';
import { objectType } from './object-type.js';
import type { At, TypeReading } from './reading.js';
import { refuse } from './refuse.js';
import { isTemplate, scalarOf, scalarType } from './scalar.js';

export function columnOf(reading: TypeReading, type: ts.Type, at: At): Column | null {
  const parts = type.isUnion() ? type.types : [type];
  const isNull = (part: ts.Type): boolean => (part.flags & ts.TypeFlags.Null) !== 0;
  const isUndefined = (part: ts.Type): boolean => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
  const present = parts.filter((part) => !isNull(part) && !isUndefined(part));
  const absence = absenceOf(parts.some(isNull), parts.some(isUndefined));
  const whole = reading.checker.typeToString(type);
  const read = typeOf(reading, present, whole, at);
  return read && { type: read, absence };
}

const absenceOf = (isNull: boolean, isUndefined: boolean): Absence =>
  isNull ? (isUndefined ? 'either' : 'null') : isUndefined ? 'undefined' : 'never';

function typeOf(reading: TypeReading, parts: readonly ts.Type[], whole: string, at: At): Type | null {
  const [only] = parts;
  if (!only) {
    const why = 'It never holds a value, so there is nothing to store.';
    return refuse(reading, at, 'fieldHasNoColumnType', { type: whole, why, instead: 'leave the field out' });
  }
  if (parts.some((part) => isTemplate(part))) return refuse(reading, at, 'templateLiteralField', { type: whole });
  const enumeration = parts.find((part) => part.flags & ts.TypeFlags.EnumLike && part.flags & ts.TypeFlags.NumberLike);
  if (enumeration) return refuse(reading, at, 'numericEnumField', { type: enumName(reading, enumeration) });
  const scalars = parts.map((part) => scalarOf(reading, part));
  const kinds = new Set(scalars.map((scalar) => scalar?.kind ?? 'object'));
  if (kinds.size > 1)
    return refuse(reading, at, 'mixedUnionField', { type: whole, kinds: [...kinds].map(inWords).sort() });
  const known = scalars.filter((scalar) => scalar !== null);
  if (known.length === parts.length) return scalarType(reading, known, whole, at);
  if (parts.length > 1) return refuse(reading, at, 'unionOfObjectsField', { type: whole });
  return objectType(reading, only, whole, at);
}

/** A member of an enum is written `Enum.Member`; the author knows the enum. */
function enumName({ checker }: TypeReading, type: ts.Type): string {
  return checker.typeToString(checker.getBaseTypeOfLiteralType(type));
}

const WORDS: Readonly<Record<string, string>> = { int: 'Int', date: 'Date', bytes: 'Uint8Array' };
const inWords = (kind: string): string => WORDS[kind] ?? kind;
