/** Removes from the cache what earlier builds left and no JVM uses any more. */
import { readFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.js';
import { isAlive } from './lock.js';

/** A build that is not run for so long is taken to be gone; jars are copied again, logs are of no more use. */
const OLD_MS = 2 * 24 * 3600 * 1000;

/** `jars` are folders of our own jars that are in use now. Best effort: what can't be removed stays. */
export async function tidyCache(jars: string): Promise<void> {
  const cache = cacheFolder();
  const live = new Set<string>();
  const usedJars = new Set([jars]);
  for (const file of await names(join(cache, 'servers'), '.json')) {
    const path = join(cache, 'servers', file);
    const state = read(path);
    if (state === null || !isAlive(state.pid)) await remove(path);
    else {
      live.add(file.slice(0, -'.json'.length));
      usedJars.add(state.jars ?? '');
    }
  }
  const scratch = (await names(join(cache, 'scratch'))).filter((key) => !live.has(key));
  await Promise.all(scratch.map((key) => removeOld(join(cache, 'scratch', key))));
  const logs = (await names(join(cache, 'logs'), '.log')).filter((log) => !live.has(log.slice(0, -'.log'.length)));
  await Promise.all(logs.map((log) => removeOld(join(cache, 'logs', log))));
  const copies = (await names(cache)).filter((name) => name.startsWith('jars-') && !usedJars.has(name));
  await Promise.all(copies.map((name) => removeOld(join(cache, name))));
}

const names = async (folder: string, ending = ''): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending));

function read(path: string): { pid: number; jars?: string } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; jars?: string };
  } catch {
    return null;
  }
}

async function removeOld(path: string): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (stats && Date.now() - stats.mtimeMs > OLD_MS) await remove(path);
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => undefined);
