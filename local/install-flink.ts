/** Brings jars into the user's cache through Maven, Flink's above all: once, checked, and all or nothing. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheSubfolder, shortHash } from './cache.js';
import { FLINK_JARS, FLINK_VERSION, type FlinkJar } from './flink-jars.js';
import { fileNameOf, flinkPom } from './flink-pom.js';
import { onPath } from './java.js';
import { withLock } from './lock.js';
import { refusal } from './refused.js';
import { reasonOf } from './system-error.js';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** Jars that are fetched together and lie in one folder of the cache. */
export interface JarSet {
  /** The folder's name begins with it. */
  readonly name: string;
  /** Said while they are fetched: 'Flink 2.2.0'. */
  readonly title: string;
  readonly size: string;
  /** In class path order. */
  readonly jars: readonly FlinkJar[];
}

const FLINK: JarSet = {
  name: `flink-${FLINK_VERSION}`,
  title: `Flink ${FLINK_VERSION}`,
  size: '100 MB',
  jars: FLINK_JARS,
};

/** Names the jars of this version of pipectl; another list is another folder. */
export const jarsKey = ({ name, jars }: JarSet): string => `${name}-${shortHash(...jars.map(({ sha256 }) => sha256))}`;

export const flinkKey = (): string => jarsKey(FLINK);

/** The paths of the embedded Flink's jars. */
export const flinkClassPath = (onProgress: (message: string) => void): Promise<string[]> =>
  jarsInCache(FLINK, onProgress);

/** The jars' paths in class path order. Fetches them when they are not in the cache yet. */
export async function jarsInCache(set: JarSet, onProgress: (message: string) => void): Promise<string[]> {
  const folder = join(cacheSubfolder(), jarsKey(set));
  if (!existsSync(folder)) {
    const waiting = () => onProgress(`Waiting for another pipectl that is fetching ${set.title}`);
    await withLock(`${folder}.lock`, () => fetchInto(folder, set, onProgress), waiting);
  }
  return set.jars.map((jar) => join(folder, fileNameOf(jar)));
}

async function fetchInto(folder: string, set: JarSet, onProgress: (message: string) => void): Promise<void> {
  if (existsSync(folder)) return;
  const maven = await onPath('mvn');
  if (maven === null) throw refusal('mavenMissing', set);
  // A broken download never has the final name; what an earlier one left is ours alone under the lock.
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  onProgress(`Fetching ${set.title}: ${set.jars.length} jars, about ${set.size}, once`);
  await runMaven(maven, partial, set, onProgress);
  onProgress('Checking the jars');
  await verifyJars(partial, set);
  await rename(partial, folder);
}

async function runMaven(
  maven: string,
  folder: string,
  { title, jars }: JarSet,
  onProgress: (message: string) => void,
): Promise<void> {
  const pom = join(folder, 'pom.xml');
  const log = join(cacheSubfolder('logs'), 'maven.log');
  await writeFile(pom, flinkPom(jars));
  const run = execa(maven, ['-B', '-f', pom, COPY, `-DoutputDirectory=${folder}`], {
    reject: false,
    all: true,
    stdin: 'ignore',
    cwd: folder,
  });
  let fetched = 0;
  for await (const line of run.iterable({ from: 'all' })) {
    if (!/^(\[INFO\] )?Downloaded from .*\.jar\b/.test(line)) continue;
    fetched += 1;
    // Maven fetches jars of its own plugin too, so the count may pass ours.
    onProgress(`Fetching ${title}: ${Math.min(fetched, jars.length)} of ${jars.length} jars`);
  }
  const result = await run;
  await writeFile(log, result.all ?? '');
  if (result.failed) {
    const reason = /^\[ERROR\] (.+)$/m.exec(result.all ?? '')?.[1] ?? result.shortMessage ?? 'Maven failed';
    throw refusal('jarsNotFetched', { title, reason: firstSentence(reason), log });
  }
}

const firstSentence = (text: string): string => text.split(/: | -> /)[0]?.slice(0, 200) ?? text;

/** Refuses when a jar is missing from the folder or is not the file this version of pipectl was made with. */
export async function verifyJars(folder: string, { title, jars }: Pick<JarSet, 'title' | 'jars'>): Promise<void> {
  for (const jar of jars) {
    const name = fileNameOf(jar);
    const found = await checksum(join(folder, name)).catch((error: unknown) => {
      const log = join(cacheSubfolder('logs'), 'maven.log');
      throw refusal('jarsNotFetched', { title, reason: `${name} is missing (${reasonOf(error)})`, log });
    });
    if (found !== jar.sha256) throw refusal('jarDiffers', { title, jar: name });
  }
}

async function checksum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
