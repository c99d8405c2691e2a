/**
 * The class-data archive that halves the start of a JVM: made once for each build of the jars and of Java, by a JVM
 * that plans and runs something small and writes down what it loaded.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { javaArguments, type Home } from './home.js';
import { withLock } from './lock.js';

const MAIN = 'dev.pipectl.local.Training';
/** An archive is over 100 MB, and each rebuild of the jars makes another. */
const KEPT = 3;

/** Leaves a process of low priority behind that makes the archive, unless there is one. */
export function archiveInBackground(home: Home): void {
  if (existsSync(home.archive)) {
    void utimes(home.archive, new Date(), new Date()).catch(() => undefined);
    return;
  }
  const script = join(dirname(fileURLToPath(import.meta.url)), 'make-archive.js');
  const words = [script, JSON.stringify(home), String(process.pid)];
  const child = spawn(process.execPath, words, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

/** Makes the archive now, unless there is one. Without it everything works, only slower; so failing is no error. */
export async function makeArchive(home: Home, priority = constants.priority.PRIORITY_NORMAL): Promise<boolean> {
  return withLock(`${home.archive}.lock`, async () => {
    if (existsSync(home.archive)) return true;
    const partial = `${home.archive}.partial`;
    const run = execa(
      home.java.path,
      javaArguments(home, `-XX:ArchiveClassesAtExit=${partial}`, [`-Djava.io.tmpdir=${tmpdir()}`], MAIN),
      { reject: false, stdio: 'ignore', timeout: 300_000 },
    );
    if (run.pid !== undefined) lower(run.pid, priority);
    const { failed } = await run;
    if (failed || !existsSync(partial)) {
      await rm(partial, { force: true });
      return false;
    }
    await rename(partial, home.archive);
    await removeOld(dirname(home.archive));
    return true;
  });
}

function lower(pid: number, priority: number): void {
  try {
    setPriority(pid, priority);
  } catch {
    // It has ended already, or the system does not let us: both are fine.
  }
}

async function removeOld(folder: string): Promise<void> {
  const archives = (await readdir(folder)).filter((name) => name.endsWith('.jsa')).map((name) => join(folder, name));
  const dated = await Promise.all(archives.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  dated.sort((a, b) => b.time - a.time);
  await Promise.all(dated.slice(KEPT).map(({ path }) => rm(path, { force: true })));
}
