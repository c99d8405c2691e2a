/** Names given to values: plain, taken apart by property, with defaults. */
import { ts } from 'ts-morph';
import { propertyOf } from './property.js';
import type { Place, Reader } from './reader.js';
import type { Block } from './scope.js';
import { withDefault } from './absence.js';
import type { Value } from './value.js';

export function bindPattern(name: ts.BindingName, value: Value | null, own: Block, place: Place, reader: Reader): void {
  if (ts.isIdentifier(name)) return own.define(name.text, value);
  if (ts.isArrayBindingPattern(name)) return bindList(name, value, own, place, reader);
  const taken = new Set<string>();
  for (const element of name.elements) {
    if (element.dotDotDotToken) bindRest(element, value, taken, own, reader);
    else bindProperty(element, value, taken, own, { ...place, scope: own }, reader);
  }
}

function bindProperty(
  element: ts.BindingElement,
  value: Value | null,
  taken: Set<string>,
  own: Block,
  place: Place,
  reader: Reader,
): void {
  const key = keyOf(element, place, reader);
  if (key !== null) taken.add(key);
  const property = key !== null && value ? propertyOf(value, key, element, place, reader) : null;
  bindPattern(element.name, defaulted(element, property, place, reader), own, place, reader);
}

/** A default stands in for undefined, not for null. */
function defaulted(element: ts.BindingElement, value: Value | null, place: Place, reader: Reader): Value | null {
  if (!element.initializer) return value;
  const { initializer } = element;
  return value && withDefault(reader, element, value, () => reader.read(initializer, place));
}

function keyOf(element: ts.BindingElement, place: Place, reader: Reader): string | null {
  const { propertyName, name } = element;
  if (!propertyName) return ts.isIdentifier(name) ? name.text : null;
  if (ts.isComputedPropertyName(propertyName)) {
    const key = reader.read(propertyName.expression, place);
    if (key?.kind === 'constant' && typeof key.value === 'string') return key.value;
    return (
      key &&
      reader.report('dynamicKey', propertyName.expression, {
        text: propertyName.expression.getText(),
        instead: 'name the field',
      })
    );
  }
  return propertyName.text;
}

/** The other fields of a structure known by name. */
function bindRest(
  element: ts.BindingElement,
  value: Value | null,
  taken: ReadonlySet<string>,
  own: Block,
  reader: Reader,
): void {
  if (!ts.isIdentifier(element.name)) return;
  if (value && value.kind !== 'record') {
    reader.report('unsupportedPattern', element, {
      what: 'the rest of a nested value',
      instead: 'name the fields that are needed',
    });
  }
  const fields = value?.kind === 'record' ? new Map([...value.fields].filter(([name]) => !taken.has(name))) : null;
  own.define(element.name.text, fields && { kind: 'record', fields });
}

function bindList(name: ts.ArrayBindingPattern, value: Value | null, own: Block, place: Place, reader: Reader): void {
  if (value && value.kind !== 'list') {
    reader.report('unsupportedPattern', name, {
      what: 'taking an array of the row apart',
      instead: 'use named fields',
    });
  }
  name.elements.forEach((element, i) => {
    if (ts.isOmittedExpression(element)) return;
    if (element.dotDotDotToken) {
      const rest: Value | null = value?.kind === 'list' ? { kind: 'list', items: value.items.slice(i) } : null;
      return bindPattern(element.name, rest, own, place, reader);
    }
    const item = value?.kind === 'list' ? propertyOf(value, String(i), element, place, reader) : null;
    bindPattern(element.name, defaulted(element, item, { ...place, scope: own }, reader), own, place, reader);
  });
}
