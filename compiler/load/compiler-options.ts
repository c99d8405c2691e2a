/** The compiler options of a pipeline: its nearest tsconfig.json as written, or strict defaults without one. */
import { dirname } from 'node:path';
import { ts } from 'ts-morph';
import type { Report } from '../diagnostics/diagnostic.js';
import type { Span } from '../ir/span.js';

export interface Options {
  readonly options: ts.CompilerOptions;
  /** Path of the tsconfig.json, or null. */
  readonly config: string | null;
  /** TypeScript's own complaints about the file. */
  readonly errors: readonly ts.Diagnostic[];
}

/** What a pipeline's types are read with when nobody says otherwise. */
const DEFAULTS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  types: [],
};

/** Nothing is written, libraries are not checked, and each file is turned into JavaScript by itself. */
const ALWAYS: ts.CompilerOptions = {
  noEmit: true,
  skipLibCheck: true,
  isolatedModules: true,
  ignoreDeprecations: '6.0',
};

/** About output, which does not exist here; some of them are errors together with `noEmit`. */
const DROPPED = [
  'composite',
  'incremental',
  'tsBuildInfoFile',
  'declaration',
  'declarationDir',
  'declarationMap',
  'emitDeclarationOnly',
  'isolatedDeclarations',
  'outDir',
  'outFile',
  'rootDir',
  'plugins',
] as const;

const REQUIRED = ['strict', 'noUncheckedIndexedAccess'] as const;

export function compilerOptions(entry: string, report: Report): Options {
  const config = ts.findConfigFile(dirname(entry), (path) => ts.sys.fileExists(path)) ?? null;
  if (config === null) return { options: { ...DEFAULTS, ...ALWAYS }, config, errors: [] };
  const json = ts.readJsonConfigFile(config, (path) => ts.sys.readFile(path));
  // What the tsconfig includes is of no interest: only what the pipeline imports is loaded.
  const host: ts.ParseConfigHost = { ...ts.sys, useCaseSensitiveFileNames: true, readDirectory: () => [] };
  // Named, so that `types` are looked for beside it and not in the working folder.
  const parsed = ts.parseJsonSourceFileConfigFileContent(json, host, dirname(config), {}, config);
  const { options } = parsed;
  requireStrictness(options, json, report);
  for (const name of DROPPED) delete options[name];
  const errors = ts.getConfigFileParsingDiagnostics(parsed).filter(({ code }) => !NO_INPUTS.includes(code));
  return { options: { ...options, ...ALWAYS }, config, errors };
}

/** TypeScript's complaints that a tsconfig includes no files, which is what we asked for. */
const NO_INPUTS = [18002, 18003];

function requireStrictness(options: ts.CompilerOptions, json: ts.TsConfigSourceFile, report: Report): void {
  for (const option of REQUIRED) {
    if (options[option] !== true) report('strictnessRequired', optionSpan(json, option), { option });
  }
  if (options.strict === true && options.strictNullChecks === false) {
    report('strictnessRequired', optionSpan(json, 'strictNullChecks'), { option: 'strictNullChecks' });
  }
}

/** The option where it is written, else `compilerOptions`, else the file's beginning. */
function optionSpan(json: ts.TsConfigSourceFile, option: string): Span {
  const root = json.statements[0]?.expression;
  const compiler = root && property(root, 'compilerOptions');
  const written = compiler && property(compiler.initializer, option);
  const node = written ?? compiler?.name;
  return node
    ? { file: json.fileName, start: node.getStart(json), end: node.end }
    : { file: json.fileName, start: 0, end: 1 };
}

const property = (object: ts.Node, name: string): ts.PropertyAssignment | undefined =>
  ts.isObjectLiteralExpression(object)
    ? object.properties
        .filter(ts.isPropertyAssignment)
        .find((each) => ts.isStringLiteral(each.name) && each.name.text === name)
    : undefined;
