/** A JVM of a cluster: started in the background, watched, and ended by its own process id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface JavaProcessOptions {
  /** For messages: 'JobManager', 'TaskManager 1'. */
  readonly name: string;
  readonly java: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Flink's own log. */
  readonly log: string;
  /** What it prints. */
  readonly output: string;
}

const STOP_TIMEOUT_MS = 8_000;

/** Nothing outlives the program that started it; when that is killed itself, its end of their standard input is gone. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export class JavaProcess {
  readonly name: string;
  readonly log: string;
  readonly output: string;
  readonly pid: number;
  readonly startedAt = Date.now();
  /** Null while it runs; then the exit code, or the signal that ended it. */
  ended: string | null = null;
  private readonly child: ChildProcess;
  private readonly gone: Promise<void>;

  constructor(options: JavaProcessOptions) {
    this.name = options.name;
    this.log = options.log;
    this.output = options.output;
    const output = openSync(options.output, 'a', 0o600);
    this.child = spawn(options.java, options.arguments, {
      cwd: options.folder,
      env: options.environment,
      stdio: ['pipe', output, output],
      // Ctrl-C in a terminal is for the program that started it, which then stops it in order.
      detached: true,
    });
    closeSync(output);
    this.child.stdin?.on('error', () => undefined);
    running.add(this.child);
    this.pid = this.child.pid ?? -1;
    this.gone = new Promise((resolve) => {
      const end = (how: string): void => {
        running.delete(this.child);
        this.ended ??= how;
        resolve();
      };
      this.child.once('error', (error) => end(error.message));
      this.child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  /** As a machine that loses power. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** Lets it end by itself, but not for long. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.gone;
    clearTimeout(timer);
  }

  /** Whether its log holds such a line. */
  hasSaid(pattern: RegExp): boolean {
    return pattern.test(readText(this.log));
  }

  /** Why it ended, as far as its files say. */
  lastWords(): string {
    const said = [this.output, this.log].map(readText).join('\n');
    const ours = /\{"pipectl":"start failed".*\}/.exec(said)?.[0];
    if (ours !== undefined) return messageIn(ours);
    const complaint = said.split('\n').find((line) => /^(Error|Unrecognized|Invalid|Could not|Exception)/.test(line));
    const cause = said.split('\n').findLast((line) => /^Caused by: |Exception: /.test(line));
    const reason = cause?.replace(/^Caused by: /, '') ?? complaint ?? `it ended (${this.ended ?? 'still running'})`;
    return reason.slice(0, 500);
  }
}

function messageIn(line: string): string {
  try {
    return String((JSON.parse(line) as { message?: unknown }).message);
  } catch {
    return line;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
