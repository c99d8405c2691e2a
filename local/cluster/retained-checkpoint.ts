/** Finds what a killed job can go on from: the newest complete checkpoint in its folder. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Null when the job had not completed one. */
export async function newestCheckpoint(folder: string, jobId: string): Promise<string | null> {
  const entries = await readdir(join(folder, jobId)).catch(() => []);
  const numbers = entries.flatMap((name) => (/^chk-\d+$/.test(name) ? [Number(name.slice(4))] : []));
  for (const number of numbers.sort((a, b) => b - a)) {
    const path = join(folder, jobId, `chk-${number}`);
    // The metadata is written last.
    const metadata = await stat(join(path, '_metadata')).catch(() => null);
    if (metadata !== null && metadata.size > 0) return path;
  }
  return null;
}
