/**
 * What conditions have established on the way to a place in the code: which expressions are present there.
 * Everything is pure, so an expression is the same value wherever it stands, and is known by its structure.
 */
import type { Expression } from '../../ir/expression.js';
import { isStrict } from '../../ir/functions.js';
import { apply } from './build.js';

/** Numbers of the structures known to be present. */
export type Facts = ReadonlySet<number>;
export const NO_FACTS: Facts = new Set();

/** Gives equal expressions equal numbers, whatever their places and what is known of their absence. */
export class Structures {
  private readonly numbers = new Map<string, number>();
  private readonly seen = new WeakMap<Expression, number>();

  numberOf(expression: Expression): number {
    const known = this.seen.get(expression);
    if (known !== undefined) return known;
    const shape = JSON.stringify(this.shapeOf(expression));
    const number = this.numbers.get(shape) ?? this.numbers.size;
    this.numbers.set(shape, number);
    this.seen.set(expression, number);
    return number;
  }

  private shapeOf(expression: Expression): unknown {
    const of = (inner: Expression): number => this.numberOf(inner);
    switch (expression.kind) {
      case 'literal':
        return ['literal', expression.literal, expression.literal.kind === 'null' ? expression.type.kind : 0];
      case 'column':
        return ['column', expression.name];
      case 'field':
        return ['field', of(expression.of), expression.name];
      case 'call':
        return ['call', expression.function, expression.args.map(of)];
      case 'conditional':
        return ['conditional', of(expression.when), of(expression.then), of(expression.otherwise)];
      case 'record':
        return ['record', expression.fields.map(({ name, value }) => [name, of(value)])];
    }
  }

  /** The facts, and those that follow when a condition is true (or false). */
  after(condition: Expression, truth: boolean, facts: Facts): Facts {
    const present = new Set(facts);
    this.learn(condition, truth, present);
    return present;
  }

  private learn(condition: Expression, truth: boolean, present: Set<number>): void {
    if (condition.kind === 'conditional') return this.learnBranches(condition, truth, present);
    if (condition.kind !== 'call') return;
    const { args } = condition;
    const [first, second] = args;
    if (!first) return;
    switch (condition.function) {
      case 'isPresent':
        return truth ? this.mark(first, present) : undefined;
      case 'isAbsent':
        return truth ? undefined : this.mark(first, present);
      case 'not':
        return this.learn(first, !truth, present);
      case 'and':
        return truth ? args.forEach((arg) => this.learn(arg, true, present)) : undefined;
      case 'or':
        return truth ? undefined : args.forEach((arg) => this.learn(arg, false, present));
      case 'equals':
      case 'notEquals':
        if (second && truth === (condition.function === 'equals')) this.learnEqual(first, second, present);
    }
  }

  /** Equal to something that is there: there as well. */
  private learnEqual(first: Expression, second: Expression, present: Set<number>): void {
    if (second.absence === 'never') this.mark(first, present);
    if (first.absence === 'never') this.mark(second, present);
  }

  /** `a ? b : false` and `a ? true : b`, as `&&` and `||` may be written. */
  private learnBranches(
    condition: Extract<Expression, { kind: 'conditional' }>,
    truth: boolean,
    present: Set<number>,
  ): void {
    const { when, then, otherwise } = condition;
    if (truth && isBoolean(otherwise, false)) {
      this.learn(when, true, present);
      this.learn(then, true, present);
    }
    if (!truth && isBoolean(then, true)) {
      this.learn(when, false, present);
      this.learn(otherwise, false, present);
    }
  }

  /** What a present value was made from is present too. */
  private mark(expression: Expression, present: Set<number>): void {
    if (expression.kind === 'literal') return;
    present.add(this.numberOf(expression));
    if (expression.kind === 'field') this.mark(expression.of, present);
    const [receiver] = expression.kind === 'call' && isStrict(expression.function) ? expression.args : [];
    if (receiver) this.mark(receiver, present);
  }

  /** The expression as it is known here. */
  narrowed(expression: Expression, facts: Facts): Expression {
    return expression.absence !== 'never' && facts.has(this.numberOf(expression))
      ? { ...expression, absence: 'never' }
      : expression;
  }
}

const isBoolean = (expression: Expression, value: boolean): boolean =>
  expression.kind === 'literal' && expression.literal.kind === 'boolean' && expression.literal.value === value;

export const negated = (condition: Expression): Expression => apply('not', [condition], condition.span);
