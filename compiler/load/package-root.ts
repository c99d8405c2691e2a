/** Where pipectl's own modules are, as compiled, whatever package or folder the pipeline stands in. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `dsl/`, `compiler/` and the rest as JavaScript. */
const COMPILED = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Import specifier → the module without its extension. */
const MODULES: Readonly<Record<string, string>> = {
  pipectl: 'dsl/index',
  'pipectl/registry': 'dsl/registry',
  'pipectl/testing': 'testing/index',
};

export const ownSpecifiers = (): string[] => Object.keys(MODULES);

/** Absolute path of one of our own modules, or null for anybody else's. */
export function ownModule(specifier: string, extension: '.js' | '.d.ts'): string | null {
  const path = Object.hasOwn(MODULES, specifier) ? MODULES[specifier] : undefined;
  return path === undefined ? null : join(COMPILED, path + extension);
}

/** True for pipectl's own compiled files. */
export const isOwnFile = (file: string): boolean => file.startsWith(COMPILED + '/');
