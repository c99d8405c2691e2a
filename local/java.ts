/** Finds the Java that runs Flink: JAVA_HOME's, else the PATH's, and it must be 17 or later. */
import { access, constants, readFile, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { refusal } from './refused.js';

export interface Java {
  readonly path: string;
  readonly version: string;
  /** Differs between two builds of Java: a class-data archive of one does not fit the other. */
  readonly build: string;
}

const OLDEST = 17;

export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const home = environment['JAVA_HOME'] || null;
  const path = home === null ? await onPath('java', environment) : await executable(join(home, 'bin', 'java'));
  if (path === null) throw refusal('javaMissing', { home });
  const { version, build } = (await fromReleaseFile(path)) ?? (await fromItself(path));
  if (majorOf(version) < OLDEST) throw refusal('javaTooOld', { java: path, version });
  return { path, version, build };
}

/** The first executable of that name on the PATH, or null. */
export async function onPath(name: string, environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const found = await executable(join(folder, name));
    if (found !== null) return found;
  }
  return null;
}

async function executable(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}

/** A JDK says in its `release` file what it is, which is 50 ms quicker than asking it. */
async function fromReleaseFile(path: string): Promise<Omit<Java, 'path'> | null> {
  try {
    const home = dirname(dirname(await realpath(path)));
    const text = await readFile(join(home, 'release'), 'utf8');
    const version = /^JAVA_VERSION="(.+)"$/m.exec(text)?.[1];
    return version === undefined ? null : { version, build: `${home}\n${text}` };
  } catch {
    return null;
  }
}

async function fromItself(path: string): Promise<Omit<Java, 'path'>> {
  const { all } = await execa(path, ['-version'], { all: true, reject: false, timeout: 20_000 });
  return { version: /version "(.+?)"/.exec(all ?? '')?.[1] ?? 'unknown', build: `${path}\n${all}` };
}

/** 17 of `17.0.15`, 8 of `1.8.0_392`, 21 of `21-ea`; 0 when it makes no sense. */
export function majorOf(version: string): number {
  const [first, second] = version.split(/[.\-_+]/).map(Number);
  return (first === 1 ? second : first) || 0;
}
