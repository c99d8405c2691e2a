/**
 * Balances the books of a run: every record that a stage took in was passed on, filtered, counted, written, or became a
 * dead letter. Each number comes from a counter of its own; none is worked out from the others.
 */
import type { LedgerStage } from '../compiler/ir/bundle.js';
import type { Counters } from '../compiler/ir/counters.js';

/** One stage's counts, by term, in the order a reader should meet them. */
export interface LedgerLine {
  readonly stage: string;
  readonly kind: LedgerStage['kind'];
  readonly counts: Readonly<Record<string, number>>;
}

export interface Ledger {
  /** No problem was found. */
  readonly balanced: boolean;
  /** False after a restart: what was read again was counted again. */
  readonly complete: boolean;
  readonly stages: readonly LedgerLine[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

/** `missedWindows` is told, but is part of no balance: a row that misses some of its windows is counted in the others. */
const TERMS: { readonly [K in LedgerStage['kind']]: readonly string[] } = {
  source: ['read', 'undecodable', 'invalid', 'accepted'],
  filter: ['in', 'filtered', 'out'],
  window: ['in', 'late', 'counted', 'missedWindows', 'out'],
  continuous: ['in'],
  output: ['in', 'written', 'rejected'],
};

/** What a stage takes in, and everything that can become of it. */
const BALANCE: { readonly [K in LedgerStage['kind']]: readonly [whole: string, parts: readonly string[]] | null } = {
  source: ['read', ['undecodable', 'invalid', 'accepted']],
  filter: ['in', ['filtered', 'out']],
  window: ['in', ['late', 'counted']],
  continuous: null,
  output: ['in', ['written', 'rejected']],
};

/** The term that says what a stage hands to those it feeds. */
const PASSED_ON: { readonly [K in LedgerStage['kind']]: string | null } = {
  source: 'accepted',
  filter: 'out',
  window: 'out',
  continuous: null,
  output: null,
};

/** The terms whose records become dead letters. */
const TO_DEAD_LETTERS: readonly (readonly [LedgerStage['kind'], string])[] = [
  ['source', 'undecodable'],
  ['source', 'invalid'],
  ['window', 'late'],
  ['output', 'rejected'],
];

export const DEAD_LETTERS = 'dead-letters';

export function balance(ledger: readonly LedgerStage[], counters: Counters, restarts: number): Ledger {
  const stages = ledger.map(({ stage, kind }): LedgerLine => {
    const found = counters[stage] ?? {};
    return { stage, kind, counts: Object.fromEntries(TERMS[kind].map((term) => [term, found[term] ?? 0])) };
  });
  const problems = [...unknown(ledger, counters), ...stages.flatMap(within), ...between(ledger, stages)];
  return { balanced: problems.length === 0, complete: restarts === 0, stages, problems };
}

/** A count that no line of the ledger asks for would be a record that the books do not show. */
function unknown(ledger: readonly LedgerStage[], counters: Counters): string[] {
  return Object.entries(counters).flatMap(([stage, counts]) => {
    const known = new Set(ledger.filter((line) => line.stage === stage).flatMap(({ kind }) => TERMS[kind]));
    return Object.entries(counts)
      .filter(([term, count]) => count !== 0 && !known.has(term))
      .map(([term, count]) => `'${stage}' counted ${count} as '${term}', which its ledger does not know.`);
  });
}

function within({ stage, kind, counts }: LedgerLine): string[] {
  const rule = BALANCE[kind];
  if (rule === null) return [];
  const [whole, parts] = rule;
  const sum = parts.reduce((total, part) => total + (counts[part] ?? 0), 0);
  if (counts[whole] === sum) return [];
  const listed = parts.map((part) => `${counts[part]} ${part}`).join(' + ');
  return [`'${stage}' ${whole === 'in' ? 'took in' : 'read'} ${counts[whole]}, but ${listed} = ${sum}.`];
}

function between(ledger: readonly LedgerStage[], stages: readonly LedgerLine[]): string[] {
  return ledger.flatMap(({ stage, kind, from }) => {
    const feeds = stage === DEAD_LETTERS ? deadLetterFeeds(stages) : from.flatMap((name) => feedOf(name, stages));
    if (kind === 'source' || feeds.length === 0) return [];
    const taken = stages.find((line) => line.stage === stage && line.kind === kind)?.counts['in'] ?? 0;
    const sum = feeds.reduce((total, { count }) => total + count, 0);
    if (taken === sum) return [];
    const listed = feeds.map(({ name, term, count }) => `${count} ${term} of '${name}'`).join(' + ');
    return [`'${stage}' took in ${taken}, but was fed ${listed} = ${sum}.`];
  });
}

interface Feed {
  readonly name: string;
  readonly term: string;
  readonly count: number;
}

function feedOf(name: string, stages: readonly LedgerLine[]): Feed[] {
  return stages.flatMap(({ stage, kind, counts }) => {
    const term = PASSED_ON[kind];
    return stage === name && term !== null ? [{ name, term, count: counts[term] ?? 0 }] : [];
  });
}

function deadLetterFeeds(stages: readonly LedgerLine[]): Feed[] {
  return TO_DEAD_LETTERS.flatMap(([kind, term]) =>
    stages
      // A dead letter that is rejected itself has nowhere to go.
      .filter((line) => line.kind === kind && line.stage !== DEAD_LETTERS)
      .map((line): Feed => ({ name: line.stage, term, count: line.counts[term] ?? 0 })),
  );
}
