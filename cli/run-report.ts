/** What a run did, for people: the line of progress, and at the end rows, ledger and throughput. */
import type { Counters } from '../compiler/ir/counters.js';
import type { RunEvent } from '../local/flink.js';
import type { LedgerLine } from '../local/ledger.js';
import type { RunReport } from '../local/run-on-files.js';
import { table, type Cell } from './table.js';

const number = (value: number): string => value.toLocaleString('en-US');

/** `Running: 120,000 read, 4 dead letters, 1.2 s`. */
export function runProgress(event: RunEvent): string {
  if (event.event !== 'progress') return event.event === 'started' ? 'Running' : '';
  const { counters, elapsedMs } = event;
  const letters = counters['dead-letters']?.['in'] ?? 0;
  const parts = [`${number(read(counters))} read`, ...(letters > 0 ? [`${number(letters)} dead letters`] : [])];
  return `Running: ${parts.join(', ')}, ${(elapsedMs / 1000).toFixed(1)} s`;
}

const read = (counters: Counters): number =>
  Object.values(counters).reduce((sum, stage) => sum + (stage['read'] ?? 0), 0);

export function reportText(report: RunReport, folder: string): string {
  const { outputs, deadLetters, ledger, elapsedMs, runtimeMs, recordsPerSecond } = report;
  const files = [
    ...outputs.flatMap(({ output: _, changelog, ...rows }) => [rows, ...(changelog ? [changelog] : [])]),
    ...(deadLetters ? [deadLetters] : []),
  ];
  const seconds = (elapsedMs / 1000).toFixed(1);
  return [
    table([['file', 'rows'], ...files.map(({ file, rows }): Cell[] => [`${folder}/${file}`, rows])]),
    ledgerTable(ledger.stages),
    `${number(report.read)} records in ${seconds} s; ${number(recordsPerSecond)} a second while the job ran (${(runtimeMs / 1000).toFixed(1)} s)`,
  ].join('\n\n');
}

/** One line a stage: what came in, and what became of it. */
function ledgerTable(stages: readonly LedgerLine[]): string {
  const rows = stages.map(({ stage, kind, counts }): Cell[] => {
    const [whole = 'in', ...parts] = Object.keys(counts);
    const became = parts
      .filter((term) => counts[term] !== 0 || !OPTIONAL.includes(term))
      .map((term) => `${number(counts[term] ?? 0)} ${WORDS[term] ?? term}`);
    return [stage, kind, counts[whole] ?? 0, became.join(', ')];
  });
  return table([['stage', 'kind', 'in', 'became'], ...rows]);
}

/** Said only when there are any. */
const OPTIONAL = ['undecodable', 'invalid', 'late', 'missedWindows', 'rejected'];
const WORDS: Readonly<Record<string, string>> = { missedWindows: 'windows missed', out: 'passed on' };
