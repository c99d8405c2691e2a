/** pipectl's own two jars, copied into the cache under their content, so that a rebuild never changes a running JVM's files. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheSubfolder } from './cache.js';
import { packageRoot } from './package-root.js';
import { refusal } from './refused.js';

/** In class path order. A package has them in jars/; a clone may have newer ones in the Maven modules. */
const LOCAL = ['jars/pipectl-local.jar', 'runtime-jar/local/target/pipectl-local.jar'] as const;
const RUNTIME = ['jars/pipectl-runtime.jar', 'runtime-jar/job/target/pipectl-runtime.jar'] as const;

export interface OwnJars {
  readonly paths: readonly string[];
  /** Name of their folder in the cache. */
  readonly folder: string;
  /** Of their contents. */
  readonly hash: string;
}

export async function ownJars(): Promise<OwnJars> {
  const originals = [LOCAL, RUNTIME].map(present);
  const hash = createHash('sha256');
  for (const original of originals) hash.update(await readFile(original));
  const key = hash.digest('hex').slice(0, 16);
  const name = `jars-${key}`;
  const folder = join(cacheSubfolder(), name);
  if (!existsSync(folder)) await copyInto(folder, originals);
  return { paths: originals.map((original) => join(folder, basename(original))), folder: name, hash: key };
}

/** The prebuilt jar that every pipeline is packaged with. */
export const runtimeJar = (): string => present(RUNTIME);

function present(places: readonly [string, ...string[]]): string {
  const found = newest(places.map((place) => join(packageRoot(), place)));
  if (found === null) throw refusal('ownJarsMissing', { jar: join(packageRoot(), places[0]) });
  return found;
}

function newest(paths: readonly string[]): string | null {
  const dated = paths.flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? [{ path, time: stats.mtimeMs }] : [];
  });
  return dated.sort((a, b) => b.time - a.time)[0]?.path ?? null;
}

/** One process may copy twice at a time, for two JVMs that it starts. */
let copies = 0;

async function copyInto(folder: string, originals: readonly string[]): Promise<void> {
  const partial = `${folder}.partial-${process.pid}-${++copies}`;
  await mkdir(partial, { recursive: true });
  await Promise.all(originals.map((original) => copyFile(original, join(partial, basename(original)))));
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another process was quicker with the same bytes.
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
