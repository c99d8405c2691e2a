/** How long `pipectl dev` takes until the job runs: all services there, streams, tables and indexes made, Flink warm. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, spreadOf, type Figure } from './statistics.js';

export interface DevStart {
  readonly cli: string;
  /** What is told of a pipeline, and its file. */
  readonly pipelines: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

export function devStart({ cli, pipelines, rounds, log }: DevStart): Figure[] {
  return Object.entries(pipelines).map(([name, entry]) => {
    const seconds: number[] = [];
    // The first start may have to start Flink, too, and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const took = startOnce(cli, entry) / 1000;
      log(`round ${round}, pipectl dev, ${name}: ${took.toFixed(2)} s`);
      if (round > 0) seconds.push(took);
    }
    return {
      name: `pipectl dev until the job runs, ${name}`,
      value: median(seconds),
      unit: 's',
      spread: spreadOf(seconds),
    };
  });
}

function startOnce(cli: string, entry: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-bench-dev-'));
  try {
    const args = [cli, 'dev', entry, '--json', '--duration', '500ms'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const document = stdout.slice(stdout.indexOf('\n{\n') + 1);
    return Number((JSON.parse(document) as { startedInMs: number }).startedInMs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
