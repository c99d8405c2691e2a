/** `[a, b].includes(x)`: whether x is one of a list known by its elements, as `===` says, but NaN is NaN. */
import { apply } from './build.js';
import type { Truth } from './condition.js';
import { truthValue } from './condition.js';
import { strictEquals } from './equality.js';
import type { MethodCall } from './methods.js';
import { spanOf, type Reader } from './reader.js';
import type { Value } from './value.js';

export function includes(items: readonly (Value | null)[], { args, node }: MethodCall, reader: Reader): Value | null {
  const [sought] = args;
  const at = node.arguments[0];
  if (sought === null) return null;
  if (!sought || !at || args.length !== 1) {
    return reader.report('wrongArguments', node, {
      name: 'includes',
      takes: 'one value',
      given: `${args.length} arguments`,
    });
  }
  let found: Truth = false;
  for (const item of items) {
    const equal = item && isItem(reader, node, sought, item);
    if (equal === null) return null;
    found = either(found, equal, node);
  }
  return truthValue(found);
}

function isItem(reader: Reader, node: MethodCall['node'], sought: Value, item: Value): Truth | null {
  const isNaNConstant = item.kind === 'constant' && Number.isNaN(item.value);
  if (!isNaNConstant)
    return strictEquals(reader, { node, left: sought, right: item, operator: 'includes', negated: false });
  if (sought.kind === 'constant') return Number.isNaN(sought.value);
  const { kind } = sought.kind === 'dynamic' ? sought.expression.type : { kind: 'other' };
  return sought.kind === 'dynamic' && kind === 'number'
    ? apply('number.isNaN', [sought.expression], spanOf(node))
    : false;
}

function either(a: Truth, b: Truth, node: MethodCall['node']): Truth {
  if (a === true || b === true) return true;
  if (a === false) return b;
  return b === false ? a : apply('or', [a, b], spanOf(node));
}
