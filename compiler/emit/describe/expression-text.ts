/** A typed expression as TypeScript writes it, with columns by their names alone: `kind === 'play' && seconds > 30`. */
import type { Expression } from '../../ir/expression.js';
import type { FunctionName } from '../../ir/functions.js';
import { isIdentifier, literalText, nameText, stringText, templateText } from './literal-text.js';

type Call = Extract<Expression, { kind: 'call' }>;

/** How tightly a text holds together; a looser operand gets parentheses. */
const BINDING = {
  conditional: 1,
  // JavaScript wants parentheses wherever `??` meets `||` or `&&`.
  coalesce: 2,
  or: 3,
  and: 4,
  equality: 5,
  relational: 6,
  additive: 7,
  multiplicative: 8,
  prefix: 9,
  member: 10,
};

interface Written {
  readonly text: string;
  readonly binding: number;
}

export const expressionText = (expression: Expression): string => write(expression).text;

const atLeast = (expression: Expression, binding: number): string => {
  const written = write(expression);
  return written.binding < binding ? `(${written.text})` : written.text;
};

function write(expression: Expression): Written {
  switch (expression.kind) {
    case 'literal': {
      const text = literalText(expression.literal);
      return { text, binding: text.startsWith('-') ? BINDING.prefix : BINDING.member };
    }
    case 'column':
      return member(isIdentifier(expression.name) ? expression.name : `row[${stringText(expression.name)}]`);
    case 'field':
      return member(fieldText(expression));
    case 'call':
      return call(expression);
    case 'conditional': {
      const { when, then, otherwise } = expression;
      const text = `${atLeast(when, BINDING.coalesce)} ? ${atLeast(then, BINDING.coalesce)} : ${write(otherwise).text}`;
      return { text, binding: BINDING.conditional };
    }
    case 'record': {
      const fields = expression.fields.map(({ name, value }) => `${nameText(name)}: ${write(value).text}`);
      return member(`{ ${fields.join(', ')} }`);
    }
  }
}

const member = (text: string): Written => ({ text, binding: BINDING.member });

/** What is absent only because what it is of may be: `?.`. */
function fieldText({ of, name, absence }: Extract<Expression, { kind: 'field' }>): string {
  const declared = of.type.kind === 'row' ? of.type.fields.find((field) => field.name === name) : undefined;
  const dot = of.absence !== 'never' || declared?.absence !== absence ? '?.' : '.';
  const text = atLeast(of, BINDING.member);
  if (isIdentifier(name)) return `${text}${dot}${name}`;
  return `${text}${dot === '.' ? '' : dot}[${stringText(name)}]`;
}

/** By the part of a function's name that says what it does, whatever it does it to. */
const BINARY: ReadonlyMap<string, readonly [operator: string, binding: number]> = new Map(
  Object.entries({
    equals: ['===', BINDING.equality],
    notEquals: ['!==', BINDING.equality],
    and: ['&&', BINDING.and],
    or: ['||', BINDING.or],
    coalesce: ['??', BINDING.coalesce],
    lessThan: ['<', BINDING.relational],
    lessOrEqual: ['<=', BINDING.relational],
    greaterThan: ['>', BINDING.relational],
    greaterOrEqual: ['>=', BINDING.relational],
    add: ['+', BINDING.additive],
    subtract: ['-', BINDING.additive],
    multiply: ['*', BINDING.multiplicative],
    divide: ['/', BINDING.multiplicative],
    remainder: ['%', BINDING.multiplicative],
  } as const),
);

const PREFIX: ReadonlyMap<string, string> = new Map([
  ['not', '!'],
  ['negate', '-'],
]);
const ABSENCE: ReadonlyMap<string, string> = new Map([
  ['isAbsent', '== null'],
  ['isPresent', '!= null'],
]);

function call(expression: Call): Written {
  const { args } = expression;
  const [first, ...rest] = args;
  const [group, name] = partsOf(expression.function);
  if (!first) throw new Error(`${expression.function} needs an argument`);
  // A widened Int is the same number.
  if (expression.function === 'int.toNumber') return write(first);
  if (expression.function === 'string.concat') return member(`\`${templateParts(expression)}\``);
  const binary = BINARY.get(name);
  if (binary) return joined(args, ...binary);
  const prefix = PREFIX.get(name);
  if (prefix !== undefined) return { text: `${prefix}${atLeast(first, BINDING.member)}`, binding: BINDING.prefix };
  const absence = ABSENCE.get(name);
  if (absence !== undefined)
    return { text: `${atLeast(first, BINDING.relational)} ${absence}`, binding: BINDING.equality };
  const texts = (some: readonly Expression[]): string => some.map((each) => write(each).text).join(', ');
  if (group === 'math') return member(`Math.${name}(${texts(args)})`);
  if (name === 'isNaN') return member(`Number.isNaN(${texts(args)})`);
  const of = `${atLeast(first, BINDING.member)}${expression.absence === 'never' ? '.' : '?.'}`;
  return member(name === 'length' ? `${of}length` : `${of}${name}(${texts(rest)})`);
}

/** `string.trim` → `string`, `trim`; operators of any type have no group. */
function partsOf(name: FunctionName): readonly [group: string, name: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? ['', name] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** From the left: only the first operand may be as loose as the operator itself. */
function joined(args: readonly Expression[], operator: string, binding: number): Written {
  const texts = args.map((each, i) => atLeast(each, i === 0 ? binding : binding + 1));
  return { text: texts.join(` ${operator} `), binding };
}

/** Text put together is one template, however it was written. */
function templateParts(expression: Expression): string {
  if (expression.kind === 'call' && expression.function === 'string.concat')
    return expression.args.map(templateParts).join('');
  if (expression.kind === 'literal' && expression.literal.kind === 'string')
    return templateText(expression.literal.value);
  return `\${${write(withoutToString(expression)).text}}`;
}

/** A template makes text of its values by itself. */
function withoutToString(expression: Expression): Expression {
  const [only] = expression.kind === 'call' && expression.function.endsWith('.toString') ? expression.args : [];
  return only && only.absence === 'never' ? only : expression;
}
