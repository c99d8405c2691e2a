/** The outcomes as a table, and below it what was wrong, if anything was. */
import { table } from '../harness/table.js';
import { usesTable } from '../permissions/uses-table.js';
import type { Outcome } from './run-scenario.js';

const HEAD = [
  'scenario',
  'records',
  'items',
  'lake rows',
  'extra copies',
  'letters',
  'copies',
  'recovered in',
  'result',
];

export function report(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, records, outputs, recoveries, problems }) => [
    name,
    records,
    outputs?.items ?? '',
    outputs?.lake.found ?? '',
    outputs?.lake.extraCopies ?? '',
    outputs?.letters ?? '',
    outputs?.letterCopies ?? '',
    recoveries.map(({ seconds }) => `${seconds.toFixed(1)} s`).join(', '),
    problems.length === 0 ? 'right' : 'WRONG',
  ]);
  const wrong = outcomes
    .filter(({ problems }) => problems.length > 0)
    .map(({ name, problems }) => `${name}\n${problems.map((problem) => `  ${problem}`).join('\n')}\n`);
  return [table([HEAD, ...rows]), usesTable(outcomes), ...wrong].join('\n\n');
}
