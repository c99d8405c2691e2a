/** A `pipectl dev` as a user starts it: its events, its processes, and how it is ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from '../../local/cache.js';
import { isAlive } from '../../local/lock.js';
import { repository } from '../oracle/run-pipeline.js';

type Event = Readonly<Record<string, unknown>>;

export class RunningDev {
  readonly events: Event[] = [];
  /** All that is not an event: the last document. */
  private rest = '';
  private errors = '';
  readonly ended: Promise<number | null>;

  /** Of a pipeline of this repository by its name, or of any by its path. */
  static start(
    cwd: string,
    pipeline: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): RunningDev {
    const words = [join(repository, 'dist', 'cli', 'main.js'), 'dev', resolve(repository, 'pipelines', pipeline)];
    const child = spawn(process.execPath, [...words, '--json', ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    return new RunningDev(child);
  }

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk) => (this.errors += String(chunk)));
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"format":')) this.events.push(JSON.parse(line) as Event);
        else this.rest += `${line}\n`;
      });
    }
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** All that it has said besides. */
  get said(): string {
    return this.errors + this.rest;
  }

  /** The document at the end. */
  get document(): Event {
    return JSON.parse(this.rest) as Event;
  }

  /** The first event of that kind, now or later. */
  async event(kind: string): Promise<Event> {
    for (;;) {
      const found = this.events.find(({ event }) => event === kind);
      if (found) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`pipectl dev ended before it said '${kind}': ${this.said}`);
      }
      await sleep(50);
    }
  }

  /** Processes that it has started and that are still there. */
  children(): number[] {
    return readdirSync('/proc').flatMap((name) => (parentOf(name) === this.pid ? [Number(name)] : []));
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

function parentOf(pid: string): number | null {
  if (!/^\d+$/.test(pid)) return null;
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    return Number(afterName.split(' ')[1]);
  } catch {
    return null;
  }
}

/** Until it is so; the test's own time limit ends it otherwise. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100);
}

export const allGone = (pids: readonly number[]): boolean => !pids.some(isAlive);

export const isFree = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });

/** Whether an embedded Flink of this cache has the job still; other tests have jobs there, too. */
export async function isJobAlive(job: unknown): Promise<boolean> {
  const folder = join(cacheFolder(), 'servers');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const server = serverIn(join(folder, file));
    if (server === null) continue;
    const headers = { 'x-pipectl-token': server.token };
    const answer = await fetch(`http://127.0.0.1:${server.port}/health`, { headers }).catch(() => null);
    if (answer?.ok && ((await answer.json()) as { jobs: unknown[] }).jobs.includes(job)) return true;
  }
  return false;
}

/** Null where another process has removed it meanwhile. */
function serverIn(file: string): { readonly port: number; readonly token: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { port: number; token: string };
  } catch {
    return null;
  }
}
