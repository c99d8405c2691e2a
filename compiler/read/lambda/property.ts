/** Properties: fields of rows and objects, `length`, elements of constant arrays, constants of Math and Number. */
import type { ts } from 'ts-morph';
import { nearest } from '../../diagnostics/did-you-mean.js';
import type { Expression } from '../../ir/expression.js';
import { present } from './absence.js';
import { apply, fieldOf } from './build.js';
import { typeInWords } from './columns.js';
import { globalProperty } from './globals.js';
import { supportedOf } from './methods.js';
import { spanOf, textOf, type Place, type Reader } from './reader.js';
import { constant, dynamic, UNDEFINED, type RecordValue, type Value } from './value.js';

export function propertyOf(
  value: Value,
  key: string,
  at: ts.Node,
  place: Place,
  reader: Reader,
  of: ts.Node = at,
): Value | null {
  switch (value.kind) {
    case 'record':
      return recordProperty(value, key, at, place, reader);
    case 'list':
      if (key === 'length') return constant(value.items.length);
      if (/^\d+$/.test(key)) return value.items.length > Number(key) ? (value.items[Number(key)] ?? null) : UNDEFINED;
      return unknownMethod(reader, at, key, 'an array', supportedOf('list'));
    case 'global':
      return globalProperty(value.name, key);
    case 'constant':
    case 'dynamic': {
      const there = present(reader, value, of, 'write  ?.  and a default with  ??');
      if (!there) return null;
      return there.kind === 'dynamic'
        ? dynamicProperty(there.expression, key, at, place, reader)
        : constantProperty(there, key, at, reader);
    }
    case 'opaque':
      return reader.report('opaqueCapture', of, { name: textOf(of), what: value.what });
    case 'function':
    case 'unregistered':
      return unknownMethod(reader, at, key, 'a function', []);
  }
}

function recordProperty(value: RecordValue, key: string, at: ts.Node, place: Place, reader: Reader): Value | null {
  const found = value.fields.get(key);
  if (found !== undefined) return found && narrowed(found, place, reader);
  if (value.captured && !(key in Object.prototype)) return UNDEFINED;
  return reader.report('unknownProperty', at, {
    name: key,
    of: 'the object',
    nearest: nearest(key, [...value.fields.keys()]),
  });
}

export function narrowed(value: Value, { facts }: Place, reader: Reader): Value {
  if (value.kind !== 'dynamic') return value;
  const expression = reader.structures.narrowed(value.expression, facts);
  return expression === value.expression ? value : dynamic(expression);
}

function dynamicProperty(expression: Expression, key: string, at: ts.Node, place: Place, reader: Reader): Value | null {
  const { type } = expression;
  if (type.kind === 'row') {
    const field = type.fields.find(({ name }) => name === key);
    if (field) return narrowed(dynamic(fieldOf(expression, field, spanOf(at))), place, reader);
    return reader.report('unknownProperty', at, {
      name: key,
      of: 'the object',
      nearest: nearest(
        key,
        type.fields.map(({ name }) => name),
      ),
    });
  }
  if (key === 'length' && (type.kind === 'string' || type.kind === 'array')) {
    return dynamic(apply(`${type.kind}.length`, [expression], spanOf(at)));
  }
  if (type.kind === 'map' || type.kind === 'array') {
    return reader.report('unsupportedSyntax', at, {
      what: `reading an element of ${typeInWords(type)}`,
      instead: type.kind === 'map' ? 'declare the key as a field of a nested object' : 'declare the elements as fields',
    });
  }
  return unknownMethod(reader, at, key, typeInWords(type), supportedOf(type.kind));
}

function constantProperty(value: Value, key: string, at: ts.Node, reader: Reader): Value | null {
  if (value.kind === 'constant' && typeof value.value === 'string') {
    if (key === 'length') return constant(value.value.length);
    return unknownMethod(reader, at, key, 'a string', supportedOf('string'));
  }
  return unknownMethod(reader, at, key, 'this value', []);
}

export function unknownMethod(
  reader: Reader,
  at: ts.Node,
  method: string,
  type: string,
  supported: readonly string[],
): null {
  return reader.report('unknownMethod', at, { method, type, supported, nearest: nearest(method, supported) });
}
