/** The running embedded Flink of a home: found through its state file, or started. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { cacheSubfolder } from './cache.js';
import { isAlive, withLock } from './lock.js';
import { javaArguments, type Home } from './home.js';
import { packageRoot } from './package-root.js';
import { refusal } from './refused.js';
import { reasonOf } from './system-error.js';
import { askJson } from './request.js';
import { tidyCache } from './tidy.js';

export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
}

/** What the state file holds: which installation started it, and from which copy of our jars. */
interface State extends Server {
  readonly root: string;
  readonly jars: string;
}

/** For one that hangs: on two busy cores a start takes a minute. */
const START_TIMEOUT_MS = 180_000;
/** One that plans for many on a busy machine takes its time; another beside it would take its folders away. */
const HEALTH_TIMEOUT_MS = 30_000;
const MAIN = 'dev.pipectl.local.LocalServer';

export async function findOrStart(home: Home, idleMinutes: number): Promise<{ server: Server; started: boolean }> {
  const running = await findRunning(home);
  if (running) return { server: running, started: false };
  return withLock(`${home.stateFile}.lock`, async () => {
    const meanwhile = await findRunning(home);
    if (meanwhile) return { server: meanwhile, started: false };
    await Promise.all([retireOthers(home), tidyCache(home.jars)]);
    return { server: await start(home, idleMinutes), started: true };
  });
}

async function findRunning({ stateFile }: Home): Promise<Server | null> {
  const state = await readState(stateFile);
  return state && (await answers(state)) ? state : null;
}

async function readState(file: string): Promise<State | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as State;
  } catch {
    return null;
  }
}

/** A process of that number may be another one by now, so only the answer counts. */
async function answers(server: Server): Promise<boolean> {
  if (!isAlive(server.pid)) return false;
  try {
    const { status, body } = await askJson(server, 'GET', '/health', null, HEALTH_TIMEOUT_MS);
    return status === 200 && (body as { pid?: unknown }).pid === server.pid;
  } catch {
    return false;
  }
}

/** A rebuilt pipectl has another key; what the older build left running here is asked to go when it is done. */
async function retireOthers(home: Home): Promise<void> {
  const folder = dirname(home.stateFile);
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith('.json'))) {
    const file = join(folder, name);
    const state = await readState(file);
    if (file === home.stateFile || state === null) continue;
    if (state.root !== packageRoot() || !isAlive(state.pid)) continue;
    await askJson(state, 'POST', '/shutdown', { drain: true }, 1_000).catch(() => undefined);
  }
}

async function start(home: Home, idleMinutes: number): Promise<Server> {
  const token = randomBytes(24).toString('hex');
  const scratch = join(cacheSubfolder('scratch'), home.key);
  // Flink cleans up after itself unless it is killed; this removes what a killed one left.
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  const log = openSync(home.log, 'w', 0o600);
  const properties = [
    `-Djava.io.tmpdir=${scratch}`,
    `-Dpipectl.idle-minutes=${idleMinutes}`,
    '-Dsun.net.httpserver.nodelay=true',
  ];
  const child = spawn(home.java.path, javaArguments(home, `-XX:SharedArchiveFile=${home.archive}`, properties, MAIN), {
    // Its own process group: the terminal's Ctrl-C is for the command, not for what outlives it.
    detached: true,
    cwd: scratch,
    stdio: ['ignore', 'pipe', log],
    env: { ...process.env, PIPECTL_LOCAL_TOKEN: token },
  });
  closeSync(log);
  try {
    const { port, pid } = await readyLine(child, home);
    const state: State = { pid, port, token, root: packageRoot(), jars: home.jars };
    const partial = `${home.stateFile}.${process.pid}`;
    await writeFile(partial, JSON.stringify(state), { mode: 0o600 });
    await rename(partial, home.stateFile);
    return state;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    child.stdout?.destroy();
    child.unref();
  }
}

function readyLine(child: ReturnType<typeof spawn>, home: Home): Promise<{ port: number; pid: number }> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(refusal('flinkNotStarted', { reason, log: home.log }));
    const timer = setTimeout(() => fail(`no answer after ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    const settle = (end: () => void) => () => {
      clearTimeout(timer);
      end();
    };
    child.once('error', (error) => settle(() => fail(reasonOf(error)))());
    child.once('exit', (code, signal) => settle(() => fail(lastWords(home.log) ?? `it ended (${signal ?? code})`))());
    if (child.stdout === null) return fail('it has no standard output');
    createInterface({ input: child.stdout }).once('line', (line) =>
      settle(() => {
        try {
          resolve(JSON.parse(line) as { port: number; pid: number });
        } catch {
          fail(`it said: ${line.slice(0, 200)}`);
        }
      })(),
    );
  });
}

/** The JVM's own complaint, when it has one. */
function lastWords(log: string): string | null {
  try {
    const lines = readFileSync(log, 'utf8').split('\n');
    return lines.find((line) => /^(Error|Invalid|Unrecognized|Could not|Exception)/.test(line))?.slice(0, 300) ?? null;
  } catch {
    return null;
  }
}
