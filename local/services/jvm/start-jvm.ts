/** A service in a Java process of its own: started when it is needed, gone with its parent however that ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { findJava } from '../../java.js';
import { ownJars } from '../../own-jars.js';
import { refusal } from '../../refused.js';
import { reasonOf } from '../../system-error.js';

export interface JvmOptions {
  /** What people call it. */
  readonly name: string;
  /** A main class of our local jar. */
  readonly main: string;
  readonly classPath: readonly string[];
  readonly megabytes: number;
  /** For its log and what it unpacks. */
  readonly folder: string;
  readonly arguments?: readonly string[];
  readonly properties?: readonly string[];
}

export interface JvmService {
  readonly port: number;
  readonly pid: number;
  /** Settles when the process is gone, wanted or not. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

/** For one that hangs: on two busy cores a start takes a minute. */
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 8_000;

export async function startJvm(options: JvmOptions): Promise<JvmService> {
  const [java, own] = await Promise.all([findJava(), ownJars()]);
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const log = join(options.folder, 'jvm.log');
  const sink = openSync(log, 'w', 0o600);
  const words = [
    `-Xmx${options.megabytes}m`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Xlog:disable',
    '-Xlog:all=warning:stderr',
    `-Djava.io.tmpdir=${options.folder}`,
    ...(options.properties ?? []),
    '-cp',
    // Our own jar has nothing in it that a service could trip over but its log settings, so it comes last.
    [...options.classPath, own.paths[0]].join(delimiter),
    options.main,
    ...(options.arguments ?? []),
  ];
  const child = spawn(java.path, words, {
    // Its own process group: Ctrl-C is for us, and we end it when nothing writes to it any more.
    detached: true,
    cwd: options.folder,
    // It ends when its standard input does, which the system sees to when we are killed.
    stdio: ['pipe', 'pipe', sink],
    env: withoutCredentials(process.env),
  });
  child.stdin?.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    const { port, pid } = await ready(child, options.name, log, sink);
    return { port, pid, gone, close: () => stop(child, gone) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    void gone.then(() => closeSync(sink));
  }
}

/** It has no use for them. */
const withoutCredentials = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));

/** Whatever else it prints goes to its log. */
function ready(child: ChildProcess, name: string, log: string, sink: number): Promise<{ port: number; pid: number }> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(refusal('serviceNotStarted', { name, reason, log }));
    };
    const timer = setTimeout(() => fail(`no answer after ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    child.once('error', (error) => fail(reasonOf(error)));
    child.once('exit', (code, signal) => fail(`it ended (${signal ?? code})`));
    if (child.stdout === null) return fail('it has no standard output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = addressIn(line);
      if (address === null) return void writeSync(sink, `${line}\n`);
      clearTimeout(timer);
      resolve(address);
    });
  });
}

function addressIn(line: string): { port: number; pid: number } | null {
  if (!line.startsWith('{"port":')) return null;
  try {
    return JSON.parse(line) as { port: number; pid: number };
  } catch {
    return null;
  }
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}
