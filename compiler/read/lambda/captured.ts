/** What a function captured, as values of the reader. */
import type { ts } from 'ts-morph';
import type { CapturedValue, FunctionReference } from '../../ir/graph.js';
import { findFunction } from './find-function.js';
import type { Scope } from './scope.js';
import { constant, type FunctionValue, type Value } from './value.js';

export function captured(value: CapturedValue, program: ts.Program): Value {
  switch (value.kind) {
    case 'string':
    case 'boolean':
      return constant(value.value);
    case 'number':
      return constant(Number(value.value));
    case 'bigint':
      return constant(BigInt(value.value));
    case 'null':
      return constant(null);
    case 'undefined':
      return constant(undefined);
    case 'date':
      return constant(new Date(value.value));
    case 'array':
      return { kind: 'list', items: value.items.map((item) => captured(item, program)) };
    case 'object':
      return {
        kind: 'record',
        captured: true,
        fields: new Map(Object.entries(value.fields).map(([name, field]) => [name, captured(field, program)])),
      };
    case 'function':
      return capturedFunction(value, program);
    case 'unregistered':
      return { kind: 'unregistered', name: value.name };
    case 'global':
      return value.name === 'undefined' ? constant(undefined) : { kind: 'global', name: value.name };
    case 'opaque':
      return { kind: 'opaque', what: value.what };
  }
}

export const capturedFunction = (reference: FunctionReference, program: ts.Program): FunctionValue => ({
  kind: 'function',
  node: findFunction(program, reference.site),
  scope: capturesOf(reference, program),
});

/** Converted when asked for: a capture may hold a large configuration of which little is used. */
function capturesOf({ captures }: FunctionReference, program: ts.Program): Scope {
  const converted = new Map<string, Value>();
  return {
    find: (name) => {
      const value = Object.hasOwn(captures, name) ? captures[name] : undefined;
      if (!value) return undefined;
      const known = converted.get(name) ?? captured(value, program);
      converted.set(name, known);
      return known;
    },
  };
}
