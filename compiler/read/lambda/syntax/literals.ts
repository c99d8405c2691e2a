/** Literals, templates, arrays, objects and functions as they are written in a lambda. */
import { ts } from 'ts-morph';
import { apply, fieldOf } from '../build.js';
import { choose } from '../choose.js';
import type { Expression } from '../../../ir/expression.js';
import { narrowed } from '../property.js';
import { spanOf, textOf, type Place, type Reader } from '../reader.js';
import { concatenated, type Text } from '../text.js';
import { dynamic, isNothing, type FunctionNode, type Value } from '../value.js';
import { elements } from './arguments.js';
import { readText } from './text.js';

export function template(node: ts.TemplateExpression, place: Place, reader: Reader): Value | null {
  const parts: Text[] = [node.head.text];
  let complete = true;
  for (const { expression, literal } of node.templateSpans) {
    const text = readText(expression, place, reader);
    if (text === null) complete = false;
    else parts.push(text);
    parts.push(literal.text);
  }
  return complete ? concatenated(parts, node) : null;
}

export const list = (node: ts.ArrayLiteralExpression, place: Place, reader: Reader): Value => ({
  kind: 'list',
  items: node.elements.flatMap((element) => elements(element, place, reader)),
});

export const functionValue = (node: FunctionNode, { scope }: Place): Value => ({ kind: 'function', node, scope });

export function object(node: ts.ObjectLiteralExpression, place: Place, reader: Reader): Value {
  const fields: Fields = new Map();
  const nodes = new Map<string, ts.Node>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) spread(property, fields, place, reader);
    else define(property, fields, nodes, place, reader);
  }
  return { kind: 'record', fields, nodes };
}

type Fields = Map<string, Value | null>;

function define(
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  fields: Fields,
  nodes: Map<string, ts.Node>,
  place: Place,
  reader: Reader,
): void {
  if (ts.isShorthandPropertyAssignment(property)) {
    fields.set(property.name.text, reader.read(property.name, place));
    nodes.set(property.name.text, property.name);
    return;
  }
  // A property that can't be read keeps its place, so that the object is not taken for an empty one.
  const key = nameOf(property.name, place, reader);
  const name = key ?? property.name.getText();
  if (ts.isGetAccessor(property) || ts.isSetAccessor(property)) {
    fields.set(
      name,
      reader.report('unsupportedSyntax', property.name, {
        what: 'an accessor',
        instead: 'write the value as a property',
      }),
    );
    return;
  }
  const value = ts.isMethodDeclaration(property)
    ? functionValue(property, place)
    : reader.read(property.initializer, place);
  if (name === '__proto__' && !ts.isComputedPropertyName(property.name)) {
    fields.set(
      name,
      reader.report('unsupportedSyntax', property.name, { what: 'setting a prototype', instead: 'use another name' }),
    );
    return;
  }
  fields.set(name, key === null ? null : value);
  if (ts.isPropertyAssignment(property)) nodes.set(name, property.initializer);
}

function nameOf(name: ts.PropertyName, place: Place, reader: Reader): string | null {
  if (!ts.isComputedPropertyName(name)) return ts.isNumericLiteral(name) ? String(Number(name.text)) : name.text;
  const key = reader.read(name.expression, place);
  if (!key) return null;
  if (key.kind === 'constant' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  return reader.report('dynamicKey', name.expression, {
    text: textOf(name.expression),
    instead: 'write a fixed name for each column',
  });
}

function spread(node: ts.SpreadAssignment, fields: Fields, place: Place, reader: Reader): void {
  const value = reader.read(node.expression, place);
  if (!value) fields.set(node.getText(), null);
  if (!value || isNothing(value) || (value.kind === 'constant' && typeof value.value === 'boolean')) return;
  if (value.kind === 'record') {
    for (const [name, field] of value.fields) fields.set(name, replaced(fields.get(name), name, field, node, reader));
    return;
  }
  if (value.kind === 'dynamic' && value.expression.type.kind === 'row')
    return spreadRow(value.expression, fields, node, place, reader);
  fields.set(
    node.getText(),
    reader.report('unsupportedSyntax', node, {
      what: 'spreading anything but an object',
      instead: 'name the properties',
    }),
  );
}

function spreadRow(row: Expression, fields: Fields, node: ts.SpreadAssignment, place: Place, reader: Reader): void {
  if (row.type.kind !== 'row') return;
  const span = spanOf(node);
  for (const field of row.type.fields) {
    const earlier = fields.get(field.name);
    const own = narrowed(dynamic(fieldOf({ ...row, absence: 'never' }, field, span)), place, reader);
    const value = replaced(earlier, field.name, own, node, reader);
    // Where the row itself is missing, spreading it does nothing.
    if (row.absence === 'never') fields.set(field.name, value);
    else if (earlier === undefined) fields.set(field.name, narrowed(dynamic(fieldOf(row, field, span)), place, reader));
    else fields.set(field.name, choose(reader, node, apply('isPresent', [row], span), value, earlier));
  }
}

/** A field that may be undefined may as well not be there, and would then not replace an earlier one. */
function replaced(
  earlier: Value | null | undefined,
  name: string,
  value: Value | null,
  at: ts.Node,
  reader: Reader,
): Value | null {
  if (earlier === undefined || !value) return value;
  const isUnsure =
    value.kind === 'dynamic'
      ? value.expression.absence === 'undefined' || value.expression.absence === 'either'
      : value.kind === 'constant' && value.value === undefined;
  return isUnsure ? reader.report('spreadOverEarlier', at, { name }) : value;
}
