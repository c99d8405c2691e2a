/** What happens where a value is missing: defaults, `??`, the end of an optional chain, and the question whether it is. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import { apply } from './build.js';
import { alike, choose } from './choose.js';
import { absenceInWords } from './columns.js';
import { operandText, spanOf, textOf, type Reader } from './reader.js';
import { constant, dynamic, isNothing, type Value } from './value.js';

/** Whether a value is there: known, or an expression. Everything that is not a column is there. */
export function isPresent(reader: Reader, value: Value, at: ts.Node): boolean | Expression {
  if (isNothing(value)) return false;
  if (value.kind !== 'dynamic' || value.expression.absence === 'never') return true;
  return apply('isPresent', [value.expression], spanOf(at));
}

/** `value ?? fallback`. */
export function coalesce(reader: Reader, at: ts.Node, value: Value, fallback: Value | null): Value | null {
  if (isNothing(value)) return fallback;
  if (value.kind !== 'dynamic' || value.expression.absence === 'never') return value;
  if (!fallback) return null;
  if (isNothing(fallback)) {
    const absence = fallback.kind === 'constant' && fallback.value === null ? 'null' : 'undefined';
    return dynamic({ ...value.expression, absence });
  }
  const pair = alike(reader, at, value, fallback);
  if (!pair) return null;
  const [left, right] = pair;
  const args = right.kind === 'call' && right.function === 'coalesce' ? [left, ...right.args] : [left, right];
  const flat = left.kind === 'call' && left.function === 'coalesce' ? [...left.args, ...args.slice(1)] : args;
  return dynamic({ ...apply('coalesce', flat, spanOf(at), right.absence), type: left.type });
}

/** A default of a parameter or pattern: for undefined only. */
export function withDefault(reader: Reader, at: ts.Node, value: Value, fallback: () => Value | null): Value | null {
  if (value.kind === 'constant') return value.value === undefined ? fallback() : value;
  if (value.kind !== 'dynamic') return value;
  switch (value.expression.absence) {
    case 'never':
    case 'null':
      return value;
    case 'undefined':
      return coalesce(reader, at, value, fallback());
    case 'either':
      return reader.report('mayBeAbsent', at, {
        text: textOf(at),
        absence: absenceInWords('either'),
        instead: 'take the value without a default and write  ?? …  where it is used',
      });
  }
}

/** A value that an operation needs to be there. */
export function present(reader: Reader, value: Value, at: ts.Node, instead?: string): Value | null {
  const absence = isNothing(value)
    ? value.kind === 'constant' && value.value === null
      ? 'null'
      : 'undefined'
    : value.kind === 'dynamic'
      ? value.expression.absence
      : 'never';
  if (absence === 'never') return value;
  return reader.report('mayBeAbsent', at, {
    text: textOf(at),
    absence: absenceInWords(absence),
    instead: instead ?? `give it a default:  ${operandText(at)} ?? …`,
  });
}

/** The value where `guard` is present, else undefined. */
export function orUndefined(reader: Reader, at: ts.Node, guard: Expression, value: Value): Value | null {
  return choose(reader, at, apply('isPresent', [guard], guard.span), value, constant(undefined));
}
