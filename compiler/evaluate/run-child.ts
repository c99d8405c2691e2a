/** Runs the child process with its limits and gives what became of it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report, Task } from './answer.js';

export interface Limits {
  /** Milliseconds until the child is killed. */
  readonly time: number;
  /** Megabytes of JavaScript heap. */
  readonly memory: number;
}

export type Ending =
  | { readonly kind: 'reported'; readonly report: Report }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'ended'; readonly how: string };

const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

export function runChild(task: Task, limits: Limits): Promise<Ending> {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--no-warnings', `--max-old-space-size=${limits.memory}`, CHILD],
    { stdio: ['pipe', 'pipe', 'pipe', 'pipe'], env: environment },
  );
  // Standard output is for data, and what a module prints is not: both of its streams go to our standard error.
  child.stdout?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  child.stderr?.on(
    'data',
    withoutCrashReport((text) => process.stderr.write(text)),
  );
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limits.time);
    child.stdio[3]?.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A child that dies before it has read everything breaks the pipe; its end says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(task));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(timedOut ? { kind: 'timed-out' } : ending(Buffer.concat(chunks).toString('utf8'), code, signal));
    });
  });
}

/** V8's report of a full heap is pages long, and the diagnostic says what there is to say. */
function withoutCrashReport(write: (text: string) => void): (chunk: Buffer) => void {
  let crashed = false;
  return (chunk) => {
    const [text = '', ...rest] = chunk.toString('utf8').split(/\s*<--- Last few GCs --->|FATAL ERROR: /);
    if (!crashed && text !== '') write(text);
    crashed ||= rest.length > 0;
  };
}

function ending(text: string, code: number | null, signal: NodeJS.Signals | null): Ending {
  const report = parse(text);
  if (report) return { kind: 'reported', report };
  // V8 aborts when its heap is full.
  if (signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134) return { kind: 'out-of-memory' };
  return { kind: 'ended', how: signal ? `the signal ${signal}` : `code ${code}` };
}

function parse(text: string): Report | null {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return null;
  }
}
