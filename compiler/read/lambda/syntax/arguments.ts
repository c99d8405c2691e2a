/** The arguments of a call as values; spread arrays are laid out. */
import { ts } from 'ts-morph';
import type { Place, Reader } from '../reader.js';
import type { Value } from '../value.js';

export function callArguments(node: ts.CallExpression, place: Place, reader: Reader): (Value | null)[] {
  return node.arguments.flatMap((argument) => elements(argument, place, reader));
}

/** One value, or those of a spread array. */
export function elements(node: ts.Expression, place: Place, reader: Reader): (Value | null)[] {
  if (!ts.isSpreadElement(node)) return [reader.read(node, place)];
  const value = reader.read(node.expression, place);
  if (!value) return [null];
  if (value.kind === 'list') return [...value.items];
  return [
    reader.report('unsupportedSyntax', node, {
      what: 'spreading an array of the row',
      instead: 'spread a constant array, or name the values',
    }),
  ];
}
