/** Runs `pipectl run` as a user would and reads what it wrote. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRows, type JsonRow } from './compare.js';

/** dist/test/oracle/ is three below the repository. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export interface Ran {
  readonly exitCode: number;
  readonly stderr: string;
  readonly folder: string;
  rows(output: string): JsonRow[];
  readonly ledger: LedgerFile;
}

interface LedgerFile {
  readonly balanced: boolean;
  readonly complete: boolean;
  readonly restarts: number;
  readonly stages: readonly {
    readonly stage: string;
    readonly kind: string;
    readonly counts: Readonly<Record<string, number>>;
  }[];
}

export async function runPipeline(pipeline: string, inputs: readonly string[], parallelism: number): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-oracle-'));
  const args = ['dist/cli/main.js', 'run', pipeline, '--input', ...inputs.map((file) => `playback=${file}`)];
  const child = spawn(process.execPath, [...args, '--out', folder, '--parallelism', String(parallelism)], {
    cwd: repository,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  return {
    exitCode,
    stderr,
    folder,
    rows: (output) => readRows(join(folder, `${output}.jsonl`)),
    get ledger() {
      return JSON.parse(readFileSync(join(folder, 'ledger.json'), 'utf8')) as LedgerFile;
    },
  };
}

/** The counts of a stage, for comparing with what the oracle counted. */
export function counts(ran: Ran, stage: string): Readonly<Record<string, number>> {
  const found = ran.ledger.stages.find((entry) => entry.stage === stage);
  if (found === undefined) throw new Error(`no stage '${stage}' in ${JSON.stringify(ran.ledger)}`);
  return found.counts;
}
