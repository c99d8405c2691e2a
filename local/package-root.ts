/** Where pipectl itself is installed, and its version. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of pipectl's package.json: this file is dist/local/package-root.js in it. */
export const packageRoot = (): string => dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
