/** Files and module resolution for a pipeline's program: our own modules are ours, the rest is TypeScript's. */
import { ts } from 'ts-morph';
import { GLOBALS, GLOBALS_FILE } from './globals.js';
import { LIBRARY, libraryFile } from './library.js';
import { isOwnFile, ownModule } from './package-root.js';

export interface Host {
  readonly host: ts.CompilerHost;
  /** Filled while the program is made: importing file → specifier → resolved path. */
  readonly resolutions: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Parsed declaration files of TypeScript and of packages, by name and parse settings. They do not change while pipectl
 * runs, and parsing them is half of a compile.
 */
const parsed = new Map<string, ts.SourceFile | undefined>();

export function compilerHost(options: ts.CompilerOptions): Host {
  const host = ts.createCompilerHost(options);
  const resolutions = new Map<string, Map<string, string>>();
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => name, options);
  const read = host.getSourceFile.bind(host);

  const { fileExists, readFile } = host;
  host.getDefaultLibLocation = () => LIBRARY;
  host.getDefaultLibFileName = (given) => `${LIBRARY}/${ts.getDefaultLibFileName(given)}`;
  host.fileExists = (name) => libraryFile(name) !== undefined || fileExists(name);
  host.readFile = (name) => libraryFile(name) ?? readFile(name);
  host.getSourceFile = (name, settings, onError) => {
    const text = libraryFile(name) ?? (name === GLOBALS_FILE ? GLOBALS : undefined);
    if (text === undefined && !isPackaged(name)) return read(name, settings, onError);
    const key = `${name} ${JSON.stringify(settings)} ${options.target} ${options.module}`;
    if (!parsed.has(key)) {
      parsed.set(key, text === undefined ? read(name, settings, onError) : ts.createSourceFile(name, text, settings));
    }
    return parsed.get(key);
  };

  host.resolveModuleNameLiterals = (literals, containing, redirected, _options, file) =>
    literals.map((literal) => {
      const own = ownModule(literal.text, '.d.ts');
      if (own !== null) return { resolvedModule: { resolvedFileName: own, extension: ts.Extension.Dts } };
      const mode = ts.getModeForUsageLocation(file, literal, options);
      const result = ts.resolveModuleName(literal.text, containing, options, host, cache, redirected, mode);
      if (result.resolvedModule) note(resolutions, containing, literal.text, result.resolvedModule.resolvedFileName);
      return result;
    });

  return { host, resolutions };
}

const isPackaged = (name: string): boolean =>
  name.endsWith('.d.ts') && (name.includes('/node_modules/') || isOwnFile(name));

function note(resolutions: Map<string, Map<string, string>>, file: string, specifier: string, resolved: string): void {
  const known = resolutions.get(file) ?? new Map<string, string>();
  resolutions.set(file, known.set(specifier, resolved));
}
