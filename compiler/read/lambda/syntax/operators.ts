/** Binary and prefix operators. */
import { ts } from 'ts-morph';
import type { Expression } from '../../../ir/expression.js';
import type { FunctionName } from '../../../ir/functions.js';
import { coalesce, isPresent, present } from '../absence.js';
import { apply } from '../build.js';
import { choose } from '../choose.js';
import { inWords, isNumeric } from '../columns.js';
import { condition, negate, truthOf, truthValue } from '../condition.js';
import { compare, isOrderOperator, strictEquals } from '../equality.js';
import { widened } from '../numbers.js';
import { operandText, spanOf, type Place, type Reader } from '../reader.js';
import { concatenated, textOfValue, type Text } from '../text.js';
import { constant, dynamic, isNothing, UNDEFINED, type Value } from '../value.js';
import { isEither, readText } from './text.js';

export function binary(node: ts.BinaryExpression, place: Place, reader: Reader): Value | null {
  const operator = node.operatorToken.getText();
  const { kind } = node.operatorToken;
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
    return reader.report('sideEffect', node, { what: 'an assignment' });
  }
  if (operator === '&&' || operator === '||') return logical(node, operator, place, reader);
  if (operator === '??') return nullish(node, place, reader);
  const joined = operator === '+' ? joinedText(node, place, reader) : undefined;
  if (joined !== undefined) return joined;
  const left = reader.read(node.left, place);
  const right = reader.read(node.right, place);
  const refusal = REFUSED[operator];
  if (refusal !== undefined && !isConstantArithmetic(operator, left, right)) {
    return reader.report('unsupportedOperator', node.operatorToken, { operator, instead: refusal });
  }
  if (!left || !right) return null;
  if (operator in EQUALITY) {
    const { negated, loose } = EQUALITY[operator as keyof typeof EQUALITY];
    const sides = { left, right, leftNode: node.left, rightNode: node.right };
    const truth = strictEquals(reader, { node, ...sides, operator, negated, loose });
    return truth === null ? null : truthValue(truth);
  }
  if (isOrderOperator(operator)) {
    const truth = compare(reader, { node, left, right, leftNode: node.left, rightNode: node.right, operator });
    return truth === null ? null : truthValue(truth);
  }
  if (operator === '+' && (isText(left) || isText(right))) {
    return concatenation(textOfValue(left, node.left, reader), textOfValue(right, node.right, reader), node);
  }
  return arithmetic(node, operator, left, right, reader);
}

const concatenation = (a: Text | null, b: Text | null, node: ts.Node): Value | null =>
  a === null || b === null ? null : concatenated([a, b], node);

/** `'x' + (n ?? '')`: beside text, a choice is one of texts. Undefined when it is no such thing. */
function joinedText(node: ts.BinaryExpression, place: Place, reader: Reader): Value | null | undefined {
  if (isEither(node.left) === isEither(node.right)) return undefined;
  const [other, choice] = isEither(node.right) ? [node.left, node.right] : [node.right, node.left];
  const value = reader.read(other, place);
  if (!value || !isText(value)) return undefined;
  const text = textOfValue(value, other, reader);
  const chosen = readText(choice, place, reader);
  return other === node.left ? concatenation(text, chosen, node) : concatenation(chosen, text, node);
}

const EQUALITY = {
  '===': { negated: false, loose: false },
  '!==': { negated: true, loose: false },
  '==': { negated: false, loose: true },
  '!=': { negated: true, loose: true },
} as const;

const BITS = 'use arithmetic, or a field that says it';
const REFUSED: Readonly<Record<string, string>> = {
  '&': BITS,
  '|': BITS,
  '^': BITS,
  '<<': BITS,
  '>>': BITS,
  '>>>': BITS,
  '**': 'multiply:  x * x',
  in: 'compare with  != null, or with a field that says it',
  instanceof: 'compare a field that tells the kinds apart',
  ',': 'write one expression',
};

const isConstantArithmetic = (operator: string, left: Value | null, right: Value | null): boolean =>
  !['in', 'instanceof', ','].includes(operator) && left?.kind === 'constant' && right?.kind === 'constant';

const isText = (value: Value): boolean =>
  value.kind === 'constant'
    ? typeof value.value === 'string'
    : value.kind === 'dynamic' && value.expression.type.kind === 'string';

const ARITHMETIC = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'remainder' } as const;

function arithmetic(node: ts.BinaryExpression, operator: string, a: Value, b: Value, reader: Reader): Value | null {
  const left = present(reader, a, node.left);
  const right = present(reader, b, node.right);
  if (!left || !right) return null;
  if (left.kind === 'constant' && right.kind === 'constant')
    return computed(node, operator, left.value, right.value, reader);
  const x = reader.expression(left, node.left);
  const y = reader.expression(right, node.right);
  if (!x || !y) return null;
  const wide = [widened(x), widened(y)] as const;
  const [{ kind }, other] = [wide[0].type, wide[1].type];
  if (kind === other.kind && (kind === 'number' || kind === 'bigint')) {
    const name = `${kind}.${ARITHMETIC[operator as keyof typeof ARITHMETIC]}` satisfies FunctionName;
    return dynamic(apply(name, wide, spanOf(node)));
  }
  return reader.report('mixedTypes', node, {
    operator,
    left: inWords(x),
    right: inWords(y),
    instead: arithmeticHint(node, x, y),
  });
}

function arithmeticHint(node: ts.BinaryExpression, x: Expression, y: Expression): string {
  const types = [x.type, y.type];
  if (types.some(({ kind }) => kind === 'bigint') && types.some(isNumeric)) return 'make both bigint, e.g.  3n';
  if (types.some(({ kind }) => kind === 'date')) {
    return `compute with times:  ${operandText(node.left)}.getTime() ${node.operatorToken.getText()} …`;
  }
  return 'compute with two numbers or two bigints';
}

/** Both constant: JavaScript itself answers, or says what is wrong. */
function computed(
  node: ts.BinaryExpression,
  operator: string,
  left: unknown,
  right: unknown,
  reader: Reader,
): Value | null {
  const isComputable = typeof left === typeof right && (typeof left === 'number' || typeof left === 'bigint');
  const compute = Object.hasOwn(COMPUTE, operator) ? COMPUTE[operator] : undefined;
  try {
    if (isComputable && compute) return constant(compute(left as never, right as never) as number | bigint);
  } catch {
    return reader.report('unsupportedOperator', node, { operator, instead: 'do not divide a bigint by 0n' });
  }
  return reader.report('mixedTypes', node, {
    operator,
    left: `a ${typeof left}`,
    right: `a ${typeof right}`,
    instead: 'compute with two numbers or two bigints',
  });
}

const COMPUTE: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
};

function logical(node: ts.BinaryExpression, operator: '&&' | '||', place: Place, reader: Reader): Value | null {
  const left = reader.read(node.left, place);
  const truth = left && truthOf(left, node.left, reader);
  if (!left || truth === null) {
    reader.read(node.right, place);
    return null;
  }
  const goesOn = operator === '&&';
  if (typeof truth === 'boolean') return truth === goesOn ? reader.read(node.right, place) : left;
  const facts = reader.structures.after(truth, goesOn, place.facts);
  const right = condition(node.right, { ...place, facts }, reader);
  if (right === null) return null;
  if (typeof right === 'boolean') return right === goesOn ? left : constant(right);
  return dynamic(apply(goesOn ? 'and' : 'or', [truth, right], spanOf(node)));
}

function nullish(node: ts.BinaryExpression, place: Place, reader: Reader): Value | null {
  const left = reader.read(node.left, place);
  if (left && isPresent(reader, left, node.left) === true) return left;
  const right = reader.read(node.right, place);
  return left && coalesce(reader, node, left, right);
}

export function ternary(node: ts.ConditionalExpression, place: Place, reader: Reader): Value | null {
  const when = condition(node.condition, place, reader);
  if (typeof when === 'boolean') return reader.read(when ? node.whenTrue : node.whenFalse, place);
  const after = (truth: boolean): Place =>
    when === null ? place : { ...place, facts: reader.structures.after(when, truth, place.facts) };
  const then = reader.read(node.whenTrue, after(true));
  const otherwise = reader.read(node.whenFalse, after(false));
  return when && choose(reader, node, when, then, otherwise);
}

export function prefix(node: ts.PrefixUnaryExpression, place: Place, reader: Reader): Value | null {
  switch (node.operator) {
    case ts.SyntaxKind.ExclamationToken: {
      const truth = condition(node.operand, place, reader);
      return truth === null ? null : truthValue(negate(truth));
    }
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.PlusToken:
      return sign(node, node.operator === ts.SyntaxKind.MinusToken, place, reader);
    case ts.SyntaxKind.TildeToken:
      reader.read(node.operand, place);
      return reader.report('unsupportedOperator', node, { operator: '~', instead: BITS });
    default:
      return reader.report('sideEffect', node, { what: `'${ts.tokenToString(node.operator) ?? ''}'` });
  }
}

function sign(node: ts.PrefixUnaryExpression, isMinus: boolean, place: Place, reader: Reader): Value | null {
  const value = reader.read(node.operand, place);
  const there = value && present(reader, value, node.operand);
  if (!there) return null;
  if (there.kind === 'constant' && typeof there.value === 'number')
    return constant(isMinus ? -there.value : there.value);
  if (there.kind === 'constant' && typeof there.value === 'bigint' && isMinus) return constant(-there.value);
  const expression = reader.expression(there, node.operand);
  if (!expression) return null;
  const wide = widened(expression);
  if (wide.type.kind === 'number' && !isMinus) return dynamic(wide);
  if (wide.type.kind === 'number' || (wide.type.kind === 'bigint' && isMinus)) {
    return dynamic(apply(`${wide.type.kind}.negate`, [wide], spanOf(node)));
  }
  return reader.report('mixedTypes', node, {
    operator: isMinus ? '-' : '+',
    left: 'nothing',
    right: inWords(expression),
    instead: wide.type.kind === 'date' ? `write  ${operandText(node.operand)}.getTime()` : 'use a number',
  });
}

export function voided(node: ts.VoidExpression, reader: Reader): Value | null {
  if (ts.isNumericLiteral(node.expression)) return UNDEFINED;
  return reader.report('unsupportedSyntax', node, { what: 'void', instead: 'write  undefined' });
}

export function nonNull(node: ts.NonNullExpression, place: Place, reader: Reader): Value | null {
  const value = reader.read(node.expression, place);
  if (!value) return null;
  const absence = isNothing(value) ? 'undefined' : value.kind === 'dynamic' ? value.expression.absence : 'never';
  if (absence === 'never') return value;
  return reader.report('nonNullAssertion', node, {
    text: operandText(node.expression),
    absence: absence === 'either' ? 'null or undefined' : absence,
  });
}
