/**
 * Path → TypeScript program. Finds the pipeline's file and its tsconfig.json, loads only what the pipeline imports, and
 * passes TypeScript's own errors through.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';
import { collector, hasErrors, type Phase, type Report } from '../diagnostics/diagnostic.js';
import type { Span } from '../ir/span.js';
import { compilerHost } from './compiler-host.js';
import { compilerOptions, type Options } from './compiler-options.js';
import { findEntry } from './entry.js';
import { GLOBALS_FILE } from './globals.js';
import { MOST_NESTED, nestedTooDeeply } from './nesting.js';
import { isOwnFile } from './package-root.js';
import type { Program } from './program.js';
import { typescriptDiagnostic } from './typescript-diagnostic.js';

export type { Program } from './program.js';

/** @param entry A folder with `pipeline.ts`, or a TypeScript file; relative to the working folder. */
export function load(entry: string): Phase<Program> {
  const { found, report } = collector();
  const file = findEntry(entry, report);
  if (file === null) return { value: null, diagnostics: found };
  const options = compilerOptions(file, report);
  const { typescript, ...loaded } = programOf(file, options, report);
  const diagnostics = [...typescript.map(typescriptDiagnostic), ...found];
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const value = { ...loaded, checker: loaded.program.getTypeChecker(), entry: file, base: baseOf(file) };
  return { value, diagnostics };
}

interface Loaded extends Pick<Program, 'program' | 'files' | 'resolutions'> {
  readonly typescript: readonly ts.Diagnostic[];
}

/**
 * The packages that a tsconfig's `types` names declare globals, which pipelines seldom use and which take longer to
 * read than all the rest: they are only loaded when something is wrong without them.
 */
function programOf(file: string, given: Options, report: Report): Loaded {
  const { types = [] } = given.options;
  if (types.length === 0) return make(file, given, report);
  const without = make(file, { ...given, options: { ...given.options, types: [] } }, report);
  return without.typescript.length === 0 ? without : make(file, given, report);
}

function make(file: string, { options, config, errors }: Options, report: Report): Loaded {
  const { host, resolutions } = compilerHost(options);
  const globals = config === null ? [GLOBALS_FILE] : [];
  const program = ts.createProgram({
    rootNames: [file, ...globals],
    options,
    host,
    configFileParsingDiagnostics: errors,
  });
  const files = authorFiles(program);
  const deep = files.flatMap((each) => {
    const node = nestedTooDeeply(each);
    return node === null ? [] : [startOf(node, each)];
  });
  for (const span of deep) report('nestedTooDeeply', span, { limit: MOST_NESTED });
  return { program, files, resolutions, typescript: deep.length > 0 ? [] : typescriptErrors(program, files) };
}

const authorFiles = (program: ts.Program): ts.SourceFile[] =>
  program
    .getSourceFiles()
    .filter(
      (file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file) && !isOwnFile(file.fileName),
    );

function typescriptErrors(program: ts.Program, files: readonly ts.SourceFile[]): ts.Diagnostic[] {
  const syntactic = files.flatMap((file) => program.getSyntacticDiagnostics(file));
  const early = [...program.getConfigFileParsingDiagnostics(), ...program.getOptionsDiagnostics(), ...syntactic];
  // A file that does not parse has types that mean nothing.
  if (early.length > 0) return early.filter(isError);
  return [...files.flatMap((file) => program.getSemanticDiagnostics(file)), ...program.getGlobalDiagnostics()].filter(
    isError,
  );
}

/** Its first character: all of it would be pages. */
function startOf(node: ts.Node, file: ts.SourceFile): Span {
  const start = node.getStart(file);
  return { file: file.fileName, start, end: start + 1 };
}

const isError = ({ category }: ts.Diagnostic): boolean => category === ts.DiagnosticCategory.Error;

function baseOf(entry: string): string {
  const own = dirname(entry);
  for (let folder = own; ; folder = dirname(folder)) {
    if (['package.json', 'tsconfig.json'].some((name) => existsSync(join(folder, name)))) return folder;
    if (folder === dirname(folder)) return own;
  }
}
