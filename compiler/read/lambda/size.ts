/** How many operations an expression is when it is written out. */
import { partsOf, type Expression } from '../../ir/expression.js';

/** Shared parts are counted once for every use, but visited once. */
export function sizeOf(expression: Expression): number {
  const sizes = new Map<Expression, number>();
  const size = (node: Expression): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    const sum = 1 + partsOf(node).reduce((total, part) => total + size(part), 0);
    sizes.set(node, sum);
    return sum;
  };
  return size(expression);
}

/** How many operations stand inside one another. Branches of a `?:` chain become one CASE and stand side by side. */
export function depthOf(expression: Expression): number {
  const depths = new Map<Expression, number>();
  const depth = (node: Expression): number => {
    const known = depths.get(node);
    if (known !== undefined) return known;
    let deepest = 0;
    let rest = node;
    for (; rest.kind === 'conditional'; rest = rest.otherwise)
      deepest = Math.max(deepest, depth(rest.when), depth(rest.then));
    const parts = rest === node ? partsOf(node) : [rest];
    const result = 1 + Math.max(deepest, ...parts.map(depth), 0);
    depths.set(node, result);
    return result;
  };
  return depth(expression);
}
