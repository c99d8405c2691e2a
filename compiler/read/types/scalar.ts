/** The types that fit one column without nesting: primitives, their literals and brands, dates and bytes. */
import { ts } from 'ts-morph';
import type { ScalarKind, ScalarType, Type } from '../../ir/types.js';
import { isOwnFile } from '../../load/package-root.js';
import type { At, TypeReading } from './reading.js';
import { refuse } from './refuse.js';

export interface Scalar {
  readonly kind: ScalarKind;
  /** Of a literal type. */
  readonly value?: string | number | boolean;
  /** A literal that a column can't be closed to. */
  readonly bigintLiteral?: true;
}

const has = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;

export const isTemplate = (type: ts.Type): boolean =>
  has(type, ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping) ||
  (type.isIntersection() && type.types.some(isTemplate));

/** Null for anything that is not one value; unions are their caller's. */
export function scalarOf(reading: TypeReading, type: ts.Type): Scalar | null {
  if (type.isIntersection()) return branded(reading, type);
  if (type.isStringLiteral() || type.isNumberLiteral()) {
    return { kind: typeof type.value === 'string' ? 'string' : 'number', value: type.value };
  }
  if (has(type, ts.TypeFlags.BooleanLiteral)) {
    return { kind: 'boolean', value: reading.checker.typeToString(type) === 'true' };
  }
  if (has(type, ts.TypeFlags.BigIntLiteral)) return { kind: 'bigint', bigintLiteral: true };
  if (has(type, ts.TypeFlags.String)) return { kind: 'string' };
  if (has(type, ts.TypeFlags.Number)) return { kind: 'number' };
  if (has(type, ts.TypeFlags.BigInt)) return { kind: 'bigint' };
  if (isLibraryObject(reading, type, 'Date')) return { kind: 'date' };
  if (isLibraryObject(reading, type, 'Uint8Array')) return { kind: 'bytes' };
  return null;
}

/** `string & { … }` is a string with a name for TypeScript only; our own `Int` says more. */
function branded(reading: TypeReading, type: ts.IntersectionType): Scalar | null {
  const scalars = type.types.map((part) => scalarOf(reading, part)).filter((scalar) => scalar !== null);
  const [scalar] = scalars;
  if (!scalar) return null;
  return scalar.kind === 'number' && type.types.some(isIntBrand) ? { ...scalar, kind: 'int' } : scalar;
}

const isIntBrand = (type: ts.Type): boolean =>
  type.getProperties().some((property) => {
    const file = property.declarations?.[0]?.getSourceFile().fileName;
    return file !== undefined && isOwnFile(file) && property.name.startsWith('__@int@');
  });

/** An object type that TypeScript's own library declares under this name. */
export function isLibraryObject({ program }: TypeReading, type: ts.Type, name?: string): boolean {
  const symbol = type.getSymbol();
  if (!symbol || (name !== undefined && symbol.name !== name)) return false;
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class))) return false;
  return symbol.declarations?.some((each) => program.isSourceFileDefaultLibrary(each.getSourceFile())) ?? false;
}

/** Members of one kind together: closed to their values when every member is a literal. */
export function scalarType(reading: TypeReading, members: readonly Scalar[], whole: string, at: At): Type | null {
  if (members.some(({ bigintLiteral }) => bigintLiteral)) {
    const why = 'JSON writes a bigint as a number, and records are not checked against a set of bigints.';
    return refuse(reading, at, 'fieldHasNoColumnType', { type: whole, why, instead: 'write  bigint' });
  }
  const kind = members[0]?.kind ?? 'string';
  const values = members.map(({ value }) => value).filter((value) => value !== undefined);
  // JSON has neither NaN nor infinities, so what a source reads is finite.
  const plain: ScalarType = kind === 'number' ? { kind, bounds: 'finite' } : { kind };
  if (values.length < members.length || (kind === 'boolean' && values.length === 2)) return plain;
  return { ...plain, values: values.sort(ascending) };
}

const ascending = (a: string | number | boolean, b: string | number | boolean): number => (a < b ? -1 : a > b ? 1 : 0);
