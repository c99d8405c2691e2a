/** Runs the built command line as a user would: another process, another folder, no terminal. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** dist/test/cli/ is three below the repository. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = join(repository, 'dist', 'cli', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PipectlOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each piece of standard error; may send a signal. */
  readonly watch?: (text: string, interrupt: () => void) => void;
  /** Called once, right after the start; may send a signal. */
  readonly started?: (interrupt: () => void) => void;
}

export function pipectl(
  args: readonly string[],
  { cwd = repository, env = {}, watch, started }: PipectlOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0', CI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
    watch?.(stderr, () => void child.kill('SIGINT'));
  });
  started?.(() => void child.kill('SIGINT'));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

export interface Document {
  readonly format: number;
  readonly command: string;
  readonly exitCode: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly hint: string;
    readonly at: { readonly file: string; readonly line?: number } | null;
  }[];
  readonly [field: string]: unknown;
}

/** The one document of --json, with `format` first. */
export async function json(
  args: readonly string[],
  options?: PipectlOptions,
): Promise<Document & { readonly stderr: string }> {
  const { code, stdout, stderr } = await pipectl([...args, '--json'], options);
  if (!stdout.startsWith('{')) throw new Error(`exit code ${code}, and no document: ${stdout}${stderr}`);
  const document = JSON.parse(stdout) as Document;
  if (Object.keys(document)[0] !== 'format' || document.exitCode !== code)
    throw new Error(`exit code ${code}, but ${stdout}`);
  return { ...document, stderr };
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-cli-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A small pipeline; `name` is also its output. */
export const clicks = (name: string, size = 'minutes(1)'): string => `
import { count, dynamodb, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Click {
  userId: string;
  kind: 'click' | 'scroll';
  at: Date;
}

const clicks = kinesis<Click>({ stream: 'clicks', time: (c) => c.at, outOfOrder: seconds(5) });

const perUser = clicks
  .filter((c) => c.kind === 'click')
  .keyBy((c) => ({ userId: c.userId }))
  .window(tumble(${size}))
  .aggregate({ clicks: count() });

export default pipeline('${name}', [
  clicks.to(firehose({ deliveryStream: 'raw' })),
  perUser.to(dynamodb({ table: '${name}', partitionKey: 'userId', sortKey: 'windowStart' })),
]);
`;

/** JSON lines for `clicks`: one a second. */
export const clickLines = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) =>
      `${JSON.stringify({ userId: `u${i % 3}`, kind: i % 4 === 0 ? 'scroll' : 'click', at: new Date(Date.UTC(2026, 2, 1) + i * 1000) })}\n`,
  ).join('');
