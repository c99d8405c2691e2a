/** Arrays, records and objects, with what is in them; refuses the objects that JSON can't hold. */
import { ts } from 'ts-morph';
import type { Field, Type } from '../../ir/types.js';
import { columnOf } from './column-of.js';
import { inDeclarationOrder } from './declaration-order.js';
import { spanOfNode, type At, type TypeReading } from './reading.js';
import { refuse } from './refuse.js';
import { isLibraryObject } from './scalar.js';

/** Deeper nesting than this is a type that grows with every level. */
const DEEPEST = 30;

export function objectType(reading: TypeReading, type: ts.Type, whole: string, at: At): Type | null {
  const { checker } = reading;
  const not = notAnObject(type);
  if (not) return refuse(reading, at, 'fieldHasNoColumnType', { type: whole, ...not });
  if (checker.isTupleType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return refuse(reading, at, 'tupleField', {
      type: whole,
      element: element ? checker.typeToString(element) : 'string',
    });
  }
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
    return refuse(reading, at, 'functionField', { type: whole });
  }
  if (at.within.includes(type) || at.within.length > DEEPEST)
    return refuse(reading, at, 'recursiveField', { type: whole });
  const inside = { ...at, within: [...at.within, type] };
  if (checker.isArrayType(type)) return arrayType(reading, type, inside);
  const instance = isInstance(reading, type);
  if (instance) return refuse(reading, at, 'classField', { type: whole, instead: insteadOf(type) });
  return isRecord(reading, type) ? recordType(reading, type, inside) : rowType(reading, type, whole, inside);
}

function notAnObject({ flags }: ts.Type): { why: string; instead: string } | null {
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
    return { why: 'A column has one type, and this says none.', instead: 'write the type, such as  string' };
  }
  if (flags & ts.TypeFlags.Never) return { why: 'It never holds a value.', instead: 'leave the field out' };
  if (flags & ts.TypeFlags.ESSymbolLike) return { why: 'JSON has no symbols.', instead: 'write  string' };
  if (flags & ts.TypeFlags.NonPrimitive) {
    return {
      why: 'It says nothing of the fields.',
      instead: 'write an interface with the fields, or  Record<string, string>',
    };
  }
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return null;
  return {
    why: 'It depends on a type parameter, which is gone when the module runs.',
    instead: 'write the type itself',
  };
}

function arrayType(reading: TypeReading, type: ts.Type, at: At): Type | null {
  const [element] = reading.checker.getTypeArguments(type as ts.TypeReference);
  const column = element && columnOf(reading, element, { ...at, path: `${at.path}[]` });
  return column ? { kind: 'array', element: column } : null;
}

/** Classes, and interfaces of the library such as Map, whose values have behaviour. */
function isInstance(reading: TypeReading, type: ts.Type): boolean {
  const symbol = type.getSymbol();
  return isLibraryObject(reading, type) || (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Class) !== 0);
}

const INSTEAD: Readonly<Record<string, string>> = {
  Map: 'write  Record<string, T>',
  ReadonlyMap: 'write  Record<string, T>',
  Set: 'write  T[]',
  ReadonlySet: 'write  T[]',
  RegExp: 'write  string',
  URL: 'write  string',
  Buffer: 'write  Uint8Array',
  ArrayBuffer: 'write  Uint8Array',
};

const insteadOf = (type: ts.Type): string =>
  INSTEAD[type.getSymbol()?.name ?? ''] ?? 'write an interface with the fields that are on the wire';

const isRecord = ({ checker }: TypeReading, type: ts.Type): boolean =>
  type.getProperties().length === 0 &&
  checker.getIndexInfosOfType(type).some(({ keyType }) => keyType.flags & ts.TypeFlags.String);

function recordType(reading: TypeReading, type: ts.Type, at: At): Type | null {
  const values = type.getStringIndexType();
  const value = values && columnOf(reading, values, { ...at, path: `${at.path}[…]` });
  return value ? { kind: 'map', value } : null;
}

function rowType(reading: TypeReading, type: ts.Type, whole: string, at: At): Type | null {
  const { checker } = reading;
  const properties = inDeclarationOrder(checker, type);
  if (checker.getIndexInfosOfType(type).length > 0) {
    const why = 'A column is either a MAP of any names or a ROW of the named fields.';
    const instead =
      properties.length > 0
        ? 'put the other names into a field of type  Record<string, T>'
        : 'write  Record<string, T>';
    return refuse(reading, at, 'fieldHasNoColumnType', { type: whole, why, instead });
  }
  if (properties.length === 0) {
    const why = 'It has no fields.';
    return refuse(reading, at, 'fieldHasNoColumnType', {
      type: whole,
      why,
      instead: 'write an interface with the fields',
    });
  }
  const fields = properties.map((property) => fieldOf(reading, property, at));
  return fields.every((field) => field !== null) ? { kind: 'row', fields } : null;
}

function fieldOf(reading: TypeReading, property: ts.Symbol, at: At): Field | null {
  const { name } = property;
  const inside = { ...at, path: `${at.path}.${name}`, span: declarationSpan(reading, property) ?? at.span };
  if (name.startsWith('__@')) {
    const why = 'JSON has no symbols as names.';
    const path = `${at.path}[${name.replace(/^__@|@\d+$/g, '')}]`;
    const type = 'symbol';
    return refuse(reading, { ...inside, path }, 'fieldHasNoColumnType', {
      type,
      why,
      instead: 'give the field a plain name',
    });
  }
  if (name.startsWith('$') && at.within.length === 1) return refuse(reading, inside, 'hiddenFieldName', { name });
  const column = columnOf(reading, reading.checker.getTypeOfSymbolAtLocation(property, reading.call), inside);
  if (!column) return null;
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const { type, absence } = column;
  if (!isOptional) return { name, type, absence };
  return { name, type, absence: absence === 'null' || absence === 'either' ? 'either' : 'undefined' };
}

/** The whole property without its separator, when it is the author's. */
function declarationSpan({ program }: TypeReading, property: ts.Symbol): At['span'] | null {
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  if (!declaration) return null;
  const file = declaration.getSourceFile();
  if (file.isDeclarationFile || program.isSourceFileDefaultLibrary(file)) return null;
  const span = spanOfNode(declaration);
  const separated = /[,;]$/.test(file.text.slice(span.start, span.end));
  return separated ? { ...span, end: span.end - 1 } : span;
}
