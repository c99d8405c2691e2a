/**
 * What is found again may have been made under another rule: rows that a former filter let in, sums of what was computed
 * differently. Nothing is misread then, but the results mix until the old part is gone.
 */
import type { HeldAggregates, RowsStep } from '../../compiler/ir/held-state.js';
import { listed } from './words.js';

/** Null when what is kept means what the new version takes it for. */
export function madeUnder(before: HeldAggregates, after: HeldAggregates): string | null {
  const causes = [...rows(before.rows, after.rows), ...values(before, after)];
  return causes.length === 0 ? null : listed(causes);
}

function values(before: HeldAggregates, after: HeldAggregates): string[] {
  const changed = Object.keys(after.values).filter((name) => before.values[name] !== after.values[name]);
  const keys = changed.filter((name) => after.keyNames.includes(name));
  const others = changed.filter((name) => !after.keyNames.includes(name));
  const said = (what: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`the ${what} ${names.map(quoted).join(', ')} is computed in another way`];
  return [...said('key', keys), ...said('aggregate', others)];
}

/** Steps that both versions have are no cause, in whatever order and under whatever name. */
function rows(before: readonly RowsStep[], after: readonly RowsStep[]): string[] {
  const gone = without(before, after);
  const added = without(after, before);
  return [
    ...added.map((step) => {
      const was = gone.find(({ kind, stage }) => kind === step.kind && (stage === step.stage || SINGLE.has(kind)));
      if (was) gone.splice(gone.indexOf(was), 1);
      return was ? CHANGED[step.kind](quoted(step.stage), quoted(was.stage)) : ADDED[step.kind](quoted(step.stage));
    }),
    ...gone.map(({ kind, stage }) => GONE[kind](quoted(stage))),
  ];
}

/** Each digest of `other` takes one away. */
function without(steps: readonly RowsStep[], other: readonly RowsStep[]): RowsStep[] {
  const left = other.map(({ digest }) => digest);
  return steps.filter(({ digest }) => {
    const at = left.indexOf(digest);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Kinds of which a line of rows has one. */
const SINGLE: ReadonlySet<RowsStep['kind']> = new Set(['stream', 'events']);

const quoted = (name: string): string => `'${name}'`;

type Said<T extends readonly string[]> = Readonly<Record<RowsStep['kind'], (...stages: T) => string>>;

const CHANGED: Said<[string, string]> = {
  stream: (is, was) => `the events come from ${is} and came from ${was}`,
  events: (is) => `the event time or the rules of ${is} changed`,
  filter: (is) => `the filter ${is} changed`,
  lookup: (is) => `the lookup ${is}, which drops rows, changed`,
  aggregate: (is) => `the rows of ${is} are made in another way`,
};

const ADDED: Said<[string]> = {
  stream: (is) => `the events come from ${is}`,
  events: (is) => `the event time or the rules of ${is} changed`,
  filter: (is) => `the filter ${is} comes before it now`,
  lookup: (is) => `the lookup ${is}, which drops rows, comes before it now`,
  aggregate: (is) => `the aggregate ${is} comes before it now`,
};

const GONE: Said<[string]> = {
  stream: (was) => `the events came from ${was}`,
  events: (was) => `the event time or the rules of ${was} changed`,
  filter: (was) => `the filter ${was} is gone`,
  lookup: (was) => `the lookup ${was}, which dropped rows, is gone`,
  aggregate: (was) => `the aggregate ${was} no longer comes before it`,
};
