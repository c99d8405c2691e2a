/** A lock between processes: a file that its holder keeps fresh. One left by a killed process is taken over. */
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './system-error.js';

const FRESHEN_MS = 1_000;
const STALE_MS = 15_000;
const POLL_MS = 50;

/**
 * Runs `work` while no other process runs under the same path. `onWait` is called once if another one does.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let said = false;
  while (!(await take(path))) {
    if (!said) onWait?.();
    said = true;
    await sleep(POLL_MS);
  }
  const release = held(path);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Takes the lock without waiting: what gives it up again, or null while another process has it. */
export async function holdLock(path: string): Promise<(() => Promise<void>) | null> {
  await mkdir(dirname(path), { recursive: true });
  // One that was just broken by somebody else is free a moment later, so a stale one is worth a second look.
  return (await take(path)) || (await take(path)) ? held(path) : null;
}

function held(path: string): () => Promise<void> {
  const freshen = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), FRESHEN_MS);
  freshen.unref();
  return async () => {
    clearInterval(freshen);
    await rm(path, { force: true });
  };
}

async function take(path: string): Promise<boolean> {
  if (await create(path)) return true;
  if (!(await isStale(path))) return false;
  // Two who find the same stale lock must not both remove it: the second would remove the first one's new lock.
  const breaking = `${path}.breaking`;
  if (!(await create(breaking))) {
    if (await isStale(breaking)) await rm(breaking, { force: true });
    return false;
  }
  try {
    if (await isStale(path)) await rm(path, { force: true });
  } finally {
    await rm(breaking, { force: true });
  }
  return create(path);
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, text] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    return Date.now() - mtimeMs > STALE_MS || (text !== '' && !isAlive(Number(text)));
  } catch {
    return false;
  }
}

/** Whether a process of this number runs, also one of another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
