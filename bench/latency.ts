/** How long an author waits: compiling cold and with a warm planner, the JVM's start, a test on the warm Flink. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { makeArchive } from '../local/class-data.js';
import { embeddedFlink, type EmbeddedFlink } from '../local/embedded-flink.js';
import { findHome } from '../local/home.js';
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
  const changed: number[] = [];
  const unchanged: number[] = [];
  const folder = join(dirname(entry), `.bench-${process.pid}`);
  mkdirSync(folder);
  try {
    for (let round = -1; round < rounds; round++) {
      const edited = join(folder, 'pipeline.ts');
      // The planner remembers what it has planned; another name is another bundle.
      writeFileSync(edited, readFileSync(entry, 'utf8').replace("pipeline('", `pipeline('round-${round + 1}-`));
      const plain = await compileOnce(cli, edited, ['--no-planner']);
      const planned = await compileOnce(cli, edited, []);
      const again = await compileOnce(cli, edited, []);
      if (round < 0) continue;
      without.push(plain);
      changed.push(planned - plain);
      unchanged.push(again - plain);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [
    figure('compile, cold process, without planner', without, 'under 2 s'),
    figure('the warm planner adds, pipeline changed', changed, 'under 0.3 s'),
    figure('the warm planner adds, pipeline unchanged', unchanged, 'under 0.3 s'),
  ];
}

/** From nothing to the first plan, with the class archive there. */
export async function firstPlanTimes({ bundle }: Contestant, rounds: number): Promise<Figure> {
  await makeArchive(await findHome(() => undefined));
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
