/**
 * `toMatchGolden(file)`: a text is the one in a reviewed file. `npm test -- -u` rewrites the file, `--ci` never writes
 * one, a missing one is written otherwise.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { expect } from '@jest/globals';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>> {
    toMatchGoldenFile(file: string): R;
  }
}

/** Private to Jest, hence only here: 'all' after -u, 'none' after --ci, else 'new'. */
interface SnapshotState {
  readonly _updateSnapshot?: 'all' | 'new' | 'none';
}

expect.extend({
  toMatchGoldenFile(received: unknown, file: string) {
    const text = String(received);
    const update = (this as unknown as { snapshotState?: SnapshotState }).snapshotState?._updateSnapshot ?? 'none';
    const golden = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (golden === text) return { pass: true, message: () => '' };
    if (update === 'all' || (update === 'new' && golden === null)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return { pass: true, message: () => '' };
    }
    const path = relative(process.cwd(), file);
    const what = golden === null ? 'is missing' : `differs\n\n${this.utils.diff(golden, text) ?? ''}`;
    return { pass: false, message: () => `${path} ${what}\n\nto accept it:  npm test -- -u ${path}` };
  },
});
