/** Calls of the author's own functions, written out in place: parameters are bound, the body is read. */
import { ts } from 'ts-morph';
import { bodyValue } from './body.js';
import { isFunctionNode } from './find-function.js';
import { NO_FACTS, type Facts } from './facts.js';
import { bindPattern } from './pattern.js';
import { withDefault } from './absence.js';
import type { Reader } from './reader.js';
import { block } from './scope.js';
import { UNDEFINED, type FunctionNode, type FunctionValue, type Value } from './value.js';

/** @param facts What is known at the call stays known in the body: expressions are the same there. */
export function callFunction(
  { node, scope }: FunctionValue,
  args: readonly (Value | null)[],
  reader: Reader,
  facts: Facts = NO_FACTS,
): Value | null {
  if (!isPlain(node, reader)) return null;
  const own = block(scope);
  const place = { scope: own, facts };
  if (ts.isFunctionExpression(node) && node.name) own.define(node.name.text, { kind: 'function', node, scope });
  node.parameters.forEach((parameter, i) => {
    if (parameter.dotDotDotToken) {
      return bindPattern(parameter.name, { kind: 'list', items: args.slice(i) }, own, place, reader);
    }
    const given = args[i];
    const value = given === undefined ? UNDEFINED : given;
    const { initializer } = parameter;
    const bound =
      initializer && value ? withDefault(reader, parameter, value, () => reader.read(initializer, place)) : value;
    bindPattern(parameter.name, bound, own, place, reader);
  });
  return node.body ? bodyValue(node.body, place, reader) : null;
}

function isPlain(node: FunctionNode, reader: Reader): boolean {
  const isAsync = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync) reader.report('unsupportedFunction', node, { what: 'an async function' });
  const isGenerator = !ts.isArrowFunction(node) && node.asteriskToken !== undefined;
  if (isGenerator) reader.report('unsupportedFunction', node, { what: 'a generator' });
  return !isAsync && !isGenerator;
}

/** The name a function goes by in messages. */
export function nameOf(node: FunctionNode): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed && !isFunctionNode(parent) ? parent.name.getText() : 'the function';
}
