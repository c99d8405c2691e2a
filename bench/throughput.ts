/**
 * Events a second of the compiled demo pipeline against the same by hand: one run, alternating, medians.
 * Every round's rows are compared with the first contestant's before its time counts.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedFlink } from '../local/embedded-flink.js';
import { linesOf, type Contestant } from './contestants.js';
import { median, spreadOf, type Figure } from './statistics.js';

export interface Round {
  readonly name: string;
  /** The job's own milliseconds, submission to end. */
  readonly times: number[];
}

export interface ThroughputOptions {
  readonly input: string;
  readonly events: number;
  readonly directory: string;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

export async function throughput(
  flink: EmbeddedFlink,
  contestants: readonly Contestant[],
  { input, events, directory, rounds, log }: ThroughputOptions,
): Promise<Figure[]> {
  const results: Round[] = contestants.map(({ name }) => ({ name, times: [] }));
  let truth: string | null = null;
  // The first round warms the JVM and is not counted.
  for (let round = 0; round <= rounds; round++) {
    // There and back, so that nobody always runs on the heap and the page cache that the slowest one leaves.
    const order = [...contestants.entries()];
    for (const [index, contestant] of round % 2 === 0 ? order : order.toReversed()) {
      const out = join(directory, String(index));
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out, { recursive: true });
      const ms = await runOnce(flink, contestant, input, out);
      const found = summary(contestant, out);
      truth ??= found;
      if (found !== truth) throw new Error(`${contestant.name} gives other rows: ${found} instead of ${truth}`);
      if (round > 0) results[index]?.times.push(ms);
      log(`round ${round}, ${contestant.name}: ${Math.round(ms)} ms`);
    }
  }
  return [...rates(results, events), ...ratios(results)];
}

async function runOnce(flink: EmbeddedFlink, contestant: Contestant, input: string, out: string): Promise<number> {
  const { bundle, plan, bind, name } = contestant;
  const end = await flink.run({ bundle, plan, tables: bind(input, out), parallelism: 1 }, () => undefined);
  if (end.event === 'failed') throw new Error(`${name}: ${end.message}`);
  return end.runtimeMs;
}

/** Counts and totals that differ as soon as a row or a key differs. */
function summary({ outputs }: Contestant, out: string): string {
  const raw = linesOf(out, outputs.raw).length;
  const windows = linesOf(out, outputs.windows).map((line) => JSON.parse(line) as Record<string, string | number>);
  const of = (name: string): number => windows.reduce((sum, row) => sum + Number(row[name]), 0);
  const keys = new Set(windows.map((row) => `${row['titleId']}/${row['slot']}`)).size;
  return `${raw} events, ${windows.length} windows, ${keys} keys, ${of('plays')} plays, ${of('viewers')} viewers, ${of('watchedSeconds').toFixed(0)} s`;
}

const rates = (rounds: readonly Round[], events: number): Figure[] =>
  rounds.map(({ name, times }) => {
    const perSecond = times.map((ms) => (events / ms) * 1000);
    return { name, value: median(perSecond), unit: 'events/s', spread: spreadOf(perSecond) };
  });

const AIMS: Readonly<Record<string, string>> = {
  'by hand, same guarantees': 'at least 0.97',
  'by hand, plain': 'at least 0.85',
  'stock connector': 'at least 1.2',
};

function ratios([compiled, ...others]: readonly Round[]): Figure[] {
  if (compiled === undefined) return [];
  return others.map(({ name, times }) => ({
    name: `${compiled.name} / ${name}`,
    value: median(times) / median(compiled.times),
    unit: '×',
    ...(AIMS[name] === undefined ? {} : { aim: AIMS[name] }),
  }));
}
