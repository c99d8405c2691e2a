/** The repository's own TypeScript files and what they import, for tests of the house itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This file is dist/test/support/source-files.js in it. */
const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

export interface SourceFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const sourceFiles = (folder: string): SourceFile[] =>
  !existsSync(join(root, folder))
    ? []
    : readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
        .map((path) => join(folder, path))
        .sort()
        .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What a file imports: files of the repository as paths without extension, packages by their specifier. */
export function importsOf({ path, text }: SourceFile): string[] {
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\b[^'";]*?from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm),
  ]
    .map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '')
    .filter((specifier) => !specifier.startsWith('node:'));
  return specifiers.map((specifier) =>
    specifier.startsWith('.')
      ? relative('.', normalize(join(dirname(path), specifier))).replace(/\.js$/, '')
      : specifier,
  );
}
