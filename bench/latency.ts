/** How long an author waits: compiling cold and with a warm planner, the JVM's start, a test on the warm Flink. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { embeddedFlink, type EmbeddedFlink } from '../local/embedded-flink.js';
import { runOnFiles } from '../local/run-on-files.js';
import type { Contestant } from './contestants.js';
import { median, spreadOf, type Figure } from './statistics.js';

const figure = (name: string, times: readonly number[], aim: string): Figure => ({
  name,
  value: median(times) / 1000,
  unit: 's',
  aim,
  spread: [spreadOf(times)[0] / 1000, spreadOf(times)[1] / 1000],
});

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** A whole process of the command line, start included. */
async function compileOnce(cli: string, entry: string, args: readonly string[]): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'pipectl-bench-'));
  try {
    return await timed(async () => {
      const { status, stderr } = spawnSync(process.execPath, [cli, 'compile', entry, '--out', out, ...args]);
      if (status !== 0) throw new Error(stderr.toString());
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

export async function compileTimes(cli: string, entry: string, rounds: number): Promise<Figure[]> {
  const without: number[] = [];
  const warm: number[] = [];
  await compileOnce(cli, entry, []);
  for (let round = 0; round < rounds; round++) {
    without.push(await compileOnce(cli, entry, ['--no-planner']));
    warm.push(await compileOnce(cli, entry, []));
  }
  return [
    figure('compile, cold process, without planner', without, 'under 2 s'),
    figure(
      'the warm planner adds',
      warm.map((ms, i) => ms - (without[i] ?? 0)),
      'under 0.3 s',
    ),
  ];
}

/** From nothing to the first plan, with the class archive there. */
export async function firstPlanTimes({ bundle }: Contestant, rounds: number): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await (await embeddedFlink()).shutdown();
    times.push(await timed(async () => (await embeddedFlink({ archive: false })).plan(bundle)));
  }
  return figure('JVM start to first plan', times, 'under 1.5 s');
}

/** A hundred rows through the warm embedded Flink, files and ledger included. */
export async function smallRunTimes(
  flink: EmbeddedFlink,
  { bundle, plan }: Contestant,
  lines: readonly string[],
  rounds: number,
): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-bench-'));
  const input = join(folder, 'events.jsonl');
  writeFileSync(input, `${lines.slice(0, 100).join('\n')}\n`);
  const times: number[] = [];
  for (let round = 0; round < rounds + 5; round++) {
    const out = join(folder, `out-${round}`);
    mkdirSync(out);
    times.push(await timed(() => runOnFiles({ flink, bundle, plan, inputs: { playback: [input] }, out })));
  }
  rmSync(folder, { recursive: true, force: true });
  return figure('a run of 100 rows on the warm Flink', times.slice(5), 'under 0.5 s');
}
