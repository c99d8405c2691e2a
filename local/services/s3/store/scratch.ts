/** A folder of one store for files that are not objects yet; those that killed processes left are removed. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../../lock.js';
import { HIDDEN } from './place.js';

export function openScratch(root: string): string {
  // Beside what is remembered of buckets: no bucket is called so, names have no dot in front.
  const all = join(root, HIDDEN, '.scratch');
  mkdirSync(all, { recursive: true });
  for (const name of readdirSync(all)) {
    if (!isAlive(parseInt(name, 10))) rmSync(join(all, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(all, `${process.pid}-`));
}
