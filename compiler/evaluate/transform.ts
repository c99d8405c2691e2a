/**
 * One TypeScript file → JavaScript in which functions are registered and calls recorded (see `dsl/registry.ts`).
 * Syntax only: it needs no other file and no types. The added calls stand on the author's own lines.
 */
import { pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import { insert } from './insertions.js';
import { instrument } from './instrument.js';
import { moveColumns } from './source-map.js';

export interface Transformed {
  /** An ES module, without a source map comment. */
  readonly code: string;
  /** From `code` to the author's text. */
  readonly map: RawSourceMap;
}

export interface RawSourceMap {
  version: number;
  sources: string[];
  sourcesContent?: string[];
  names: string[];
  mappings: string;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  isolatedModules: true,
  sourceMap: true,
  // Decorators and class fields as the language has them; a pipeline's module is read, not shipped.
  useDefineForClassFields: true,
};

/** @param file Absolute path; it names the places of functions and calls. */
export function transform(text: string, file: string): Transformed {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const inserted = insert(text, instrument(source));
  const { outputText, sourceMapText } = ts.transpileModule(inserted.text, { fileName: file, compilerOptions: OPTIONS });
  const map = JSON.parse(sourceMapText ?? '{}') as RawSourceMap;
  return {
    code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
    map: {
      version: 3,
      sources: [pathToFileURL(file).href],
      sourcesContent: [text],
      names: [],
      mappings: moveColumns(map.mappings, inserted.originalColumn),
    },
  };
}

/** The code with its map as a comment, for whoever runs it. */
export function withInlineMap({ code, map }: Transformed): string {
  const data = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}//# sourceMappingURL=data:application/json;base64,${data}\n`;
}
