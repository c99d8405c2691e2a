/** The user's cache: Flink's jars, our own, class-data archives, and where the running embedded Flink listens. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { refusal } from './refused.js';
import { reasonOf } from './system-error.js';

/** `PIPECTL_CACHE`, else `pipectl` in `XDG_CACHE_HOME`, else `~/.cache/pipectl`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { PIPECTL_CACHE: own, XDG_CACHE_HOME: xdg } = environment;
  return own || join(xdg || join(homedir(), '.cache'), 'pipectl');
}

/** Makes a folder of the cache that only its user can read. */
export function cacheSubfolder(...names: string[]): string {
  const folder = join(cacheFolder(), ...names);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refusal('cacheUnusable', { folder: cacheFolder(), reason: reasonOf(error) });
  }
  return folder;
}

export const shortHash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
