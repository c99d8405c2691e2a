/**
 * A registered function and the row it is given → one typed expression with exactly JavaScript's value.
 * Types flow from the row, never from TypeScript's checker. Everything that can't be read is reported in one run.
 */
import { ts } from 'ts-morph';
import type { Report } from '../../diagnostics/diagnostic.js';
import type { Expression } from '../../ir/expression.js';
import type { LambdaReference } from '../../ir/graph.js';
import type { Span } from '../../ir/span.js';
import type { Column } from '../../ir/types.js';
import type { Program } from '../../load/program.js';
import { asExpression } from './as-expression.js';
import { column } from './build.js';
import { callFunction, nameOf } from './call-function.js';
import { capturedFunction } from './captured.js';
import { reportUnusedDivisions } from './divisions.js';
import { NO_FACTS, Structures } from './facts.js';
import { readValue } from './read-value.js';
import { spanOf, type Reader } from './reader.js';
import { reportOnce } from './report-once.js';
import { depthOf, sizeOf } from './size.js';
import { checkTyping } from './typing.js';
import { dynamic, type FunctionNode, type FunctionValue, type Value } from './value.js';

export interface LambdaContext {
  readonly program: Pick<Program, 'program' | 'checker'>;
  readonly report: Report;
}

/** More operations than this in one expression make Java methods that the JVM does not compile, or refuses. */
const MOST_OPERATIONS = 5_000;
/** Flink's plans are JSON with at most 1000 levels, two for each operation, and stages are merged into one expression. */
const MOST_DEPTH = 200;
/** More steps than this are a body whose branches multiply. */
const MOST_STEPS = 200_000;

/**
 * @param parameter The row the lambda is given.
 * @param at The call that holds the lambda, for what has no place of its own.
 * @returns Null when something can't be read; all of it has been reported then.
 */
export function readLambda(
  context: LambdaContext,
  lambda: LambdaReference,
  parameter: Column,
  at: Span,
): Expression | null {
  if (lambda.kind === 'unregistered') {
    context.report('unregisteredFunction', at, { name: lambda.name });
    return null;
  }
  const fn = capturedFunction(lambda, context.program.program);
  const reader = newReader(context);
  const isTyped = checkTyping(fn.node, context.program.checker, reader);
  const result = reader.call(fn, [rowValue(parameter, spanOf(fn.node))], fn.node, { scope: fn.scope, facts: NO_FACTS });
  const resultNode = resultOf(fn.node);
  const expression = result && reader.expression(result, resultNode);
  if (!expression || !isTyped) return null;
  return isTooLarge(expression, result, resultNode, reader) ? null : expression;
}

/** Each column is an expression of its own. */
function isTooLarge(expression: Expression, result: Value, at: ts.Node, reader: Reader): boolean {
  const parts = expression.kind === 'record' ? expression.fields : [{ name: '', value: expression }];
  const nodes = result.kind === 'record' ? result.nodes : undefined;
  const refused = parts.map(({ name, value }) => {
    const place = nodes?.get(name) ?? at;
    if (sizeOf(value) > MOST_OPERATIONS) {
      return reader.report('lambdaTooLarge', place, { limit: MOST_OPERATIONS, what: 'operations' });
    }
    return depthOf(value) > MOST_DEPTH
      ? reader.report('lambdaTooLarge', place, { limit: MOST_DEPTH, what: 'operations inside one another' })
      : value;
  });
  return refused.includes(null);
}

/** The row's fields one by one, so that spreading and taking apart need no nesting. */
function rowValue(parameter: Column, span: Span): Value {
  if (parameter.type.kind !== 'row') throw new Error('a lambda is given a row');
  return {
    kind: 'record',
    fields: new Map(parameter.type.fields.map((field) => [field.name, dynamic(column(field, span))])),
  };
}

const resultOf = (node: FunctionNode): ts.Node => node.body ?? node;

function newReader(context: LambdaContext): Reader {
  const report = reportOnce(context.report);
  const calls: FunctionValue['node'][] = [];
  let steps = 0;
  const reader: Reader = {
    structures: new Structures(),
    report,
    read: (node, place) => {
      if (++steps > MOST_STEPS)
        return steps === MOST_STEPS + 1 ? report('lambdaTooLarge', node, { limit: MOST_STEPS, what: 'steps' }) : null;
      return located(readValue(node, place, reader), node);
    },
    call: (fn, args, at, place) => {
      if (calls.includes(fn.node)) return report('recursiveFunction', at, { name: nameOf(fn.node) });
      calls.push(fn.node);
      try {
        const result = callFunction(fn, args, reader, place.facts);
        args.forEach((arg, i) => reportUnusedDivisions(arg, result, argumentAt(at, i), reader));
        return result;
      } finally {
        calls.pop();
      }
    },
    expression: (value, at, type) => asExpression(reader, value, at, type),
  };
  return reader;
}

const argumentAt = (call: ts.Node, index: number): ts.Node =>
  (ts.isCallExpression(call) && call.arguments[index]) || call;

/** Columns stand where they are used, not where the parameter is. */
const located = (value: Value | null, node: ts.Node): Value | null =>
  value?.kind === 'dynamic' && (value.expression.kind === 'column' || value.expression.kind === 'field')
    ? dynamic({ ...value.expression, span: spanOf(node) })
    : value;
