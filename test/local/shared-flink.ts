/** What the tests that need a real Flink share: the user's own one, and folders that go away. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedFlink, type EmbeddedFlink } from '../../local/embedded-flink.js';

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-test-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A file of one line for each event; text is written as it is. */
export function eventsFile(name: string, events: readonly (object | string)[]): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, events.map((event) => `${typeof event === 'string' ? event : JSON.stringify(event)}\n`).join(''));
  return file;
}

export const realFlink = (): Promise<EmbeddedFlink> => embeddedFlink({ archive: false });

/** Long enough for a cold JVM on a busy machine. */
export const SLOW_MS = 400_000;
