/** The ledger's counters against the oracle: each stage balances, and each count is the one that the records make. */
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { Counters } from '../../../compiler/ir/counters.js';
import { balance } from '../../../local/ledger.js';
import type { Expected } from './expected.js';

export function countProblems(bundle: Bundle, counters: Counters, owed: Expected): string[] {
  const broken = (reason: string): number => owed.letters.filter((letter) => letter.reason === reason).length;
  const rows = owed.rows.length;
  const wanted: Record<string, Record<string, number>> = {
    playback: {
      read: owed.read,
      undecodable: broken('undecodable'),
      invalid: broken('invalid'),
      accepted: owed.accepted.length,
    },
    'popularity.filter': {
      in: owed.accepted.length,
      out: owed.watched,
      filtered: owed.accepted.length - owed.watched,
    },
    'popularity.aggregate': {
      in: owed.watched,
      late: owed.late,
      counted: owed.watched - owed.late,
      out: rows,
    },
    'playback-raw': { in: owed.accepted.length, written: owed.accepted.length, rejected: 0 },
    'title-popularity': { in: rows, written: rows, rejected: 0 },
    'title-popularity-live': { in: rows, written: rows, rejected: 0 },
    'dead-letters': { in: owed.letters.length, written: owed.letters.length, rejected: 0 },
  };
  const wrong = Object.entries(wanted).flatMap(([stage, counts]) =>
    Object.entries(counts)
      .filter(([term, count]) => (counters[stage]?.[term] ?? 0) !== count)
      .map(([term, count]) => `'${stage}' counted ${counters[stage]?.[term] ?? 0} ${term}, not ${count}`),
  );
  return [...balance(bundle.ledger, counters, 0).problems, ...wrong];
}
