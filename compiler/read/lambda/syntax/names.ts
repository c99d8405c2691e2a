/** Identifiers, and `new Date` of a constant. */
import { ts } from 'ts-morph';
import { globalNamed } from '../globals.js';
import { narrowed } from '../property.js';
import { textOf, type Place, type Reader } from '../reader.js';
import { constant, type Value } from '../value.js';

export function name(node: ts.Identifier, place: Place, reader: Reader): Value | null {
  const found = place.scope.find(node.text);
  if (found !== undefined) return found && opened(narrowed(found, place, reader), node, reader);
  if (node.text === 'arguments') {
    return reader.report('unsupportedSyntax', node, { what: "'arguments'", instead: 'name the parameters' });
  }
  return globalNamed(node.text) ?? reader.report('unknownName', node, { name: node.text });
}

/** A global that the module did not shadow is known by its properties; some are constants themselves. */
function opened(value: Value, node: ts.Identifier, reader: Reader): Value | null {
  if (value.kind === 'global') {
    const known = globalNamed(value.name) ?? (value.name in globalThis ? value : null);
    return known ?? reader.report('unknownName', node, { name: node.text });
  }
  if (value.kind === 'opaque' && value.what === 'a variable that is not initialised') {
    return reader.report('unknownName', node, { name: node.text });
  }
  return value;
}

/** ISO-8601 as Date.parse reads it everywhere alike: a date alone is UTC, a time needs its offset. */
const FIXED_TIME = /^[+-]?\d{4,6}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

export function created(node: ts.NewExpression, place: Place, reader: Reader): Value | null {
  const type = reader.read(node.expression, place);
  const args = (node.arguments ?? []).map((argument) => reader.read(argument, place));
  if (!type) return null;
  if (type.kind !== 'global' || type.name !== 'Date') {
    return reader.report('unsupportedSyntax', node, {
      what: `new ${textOf(node.expression)}`,
      instead: 'use plain objects',
    });
  }
  if (args.length === 0) {
    return reader.report('notReplayable', node, { text: textOf(node), instead: 'use a time of the row, e.g.  e.at' });
  }
  const [first] = args;
  if (first === null) return null;
  if (args.length === 1 && first?.kind === 'constant') {
    const { value } = first;
    if (typeof value === 'number' || (typeof value === 'string' && FIXED_TIME.test(value)) || value instanceof Date) {
      const date = new Date(value);
      if (!Number.isNaN(date.getTime())) return constant(date);
    }
  }
  return reader.report('unsupportedSyntax', node, {
    what: 'making a Date',
    instead:
      "declare the field as Date in the type of the source, or make a constant, e.g.  new Date('2026-01-01T00:00:00Z')",
  });
}
