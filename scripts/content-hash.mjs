/** One hash over the contents of files and folders: what decides whether a build step is stale. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root @param {readonly string[]} paths relative to root; missing ones count as absent
 *  @param {(path: string) => boolean} [keep] which files count; folders named here are always entered */
export function contentHash(root, paths, keep = () => true) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, root, path, keep);
  return hash.digest('hex');
}

function add(hash, root, path, keep) {
  const full = join(root, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) {
    if (path.endsWith('node_modules') || path.endsWith('target')) return;
    for (const name of readdirSync(full).sort()) add(hash, root, `${path}/${name}`, keep);
  } else if (keep(path)) {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(full));
  }
}
