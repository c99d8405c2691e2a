/** Notices that a TypeScript or JSON file below a folder changed. Polls: it works on every file system alike. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const IGNORED = new Set(['node_modules', 'dist', 'golden', 'target', 'out']);
const EVERY_MS = 250;

/** True when something changed since the call; false when aborted. */
export async function untilChanged(folder: string, signal: AbortSignal): Promise<boolean> {
  const before = fingerprint(folder);
  for (;;) {
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return false;
    if (fingerprint(folder) !== before) return true;
  }
}

function fingerprint(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return IGNORED.has(entry.name) || entry.name.startsWith('.') ? '' : fingerprint(path);
      if (!/\.(ts|json)$/.test(entry.name)) return '';
      const stat = statSync(path, { throwIfNoEntry: false });
      return `${path} ${stat?.mtimeMs} ${stat?.size}\n`;
    })
    .join('');
}
