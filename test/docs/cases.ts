/** The cases under `test/diagnostics/` as examples of pages: files without their marks, and messages that fit them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Block, Example } from '../../compiler/diagnostics/page.js';
import { repository } from '../support/compile-case.js';

const root = join(repository, 'test', 'diagnostics');

/** `// ^^^^ PC1234` under a place, or `// 12:1 PC1234`. */
const MARK = /\s*\/\/\s*(\^+|\d+:\d+) (PC\d{4}|TS\d+)$/;

/** The folder of a code's case; null when its cause is not a pipeline, or nothing was printed of it yet. */
export function caseOf(code: string): string | null {
  const isDone = (name: string): boolean => existsSync(join(root, name, 'expected.txt'));
  return readdirSync(root).find((name) => name.startsWith(`${code}-`) && isDone(name)) ?? null;
}

export function exampleOf(name: string): Example {
  const folder = join(root, name);
  const wrong = filesIn(folder, (file) => file !== 'right.ts');
  const right = existsSync(join(folder, 'right')) ? filesIn(join(folder, 'right'), () => true) : mended(folder);
  // A file that stands in both is not what is wrong.
  const isIn = (others: readonly Block[]) => (block: Block) =>
    others.some(({ file, text }) => file === block.file && text === block.text);
  return {
    says: says(folder, name),
    wrong: wrong.filter((block) => !isIn(right)(block)),
    right: right.filter((block) => !isIn(wrong)(block)),
  };
}

const mended = (folder: string): Block[] => [
  { file: 'pipeline.ts', language: 'ts', text: readFileSync(join(folder, 'right.ts'), 'utf8') },
];

function filesIn(folder: string, wanted: (file: string) => boolean): Block[] {
  return readdirSync(folder)
    .filter((file) => /\.(ts|js|json)$/.test(file) && wanted(file))
    .sort()
    .map((file) => ({
      file,
      language: extname(file).slice(1) as 'ts' | 'js' | 'json',
      text: withoutMarks(readFileSync(join(folder, file), 'utf8')),
    }));
}

const isMark = (line: string): boolean => MARK.test(line) && line.replace(MARK, '').trim() === '';

const withoutMarks = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !isMark(line))
    .map((line) => line.replace(MARK, ''))
    .join('\n');

/** What is printed of this code, with lines counted as in the files without marks. */
function says(folder: string, name: string): string {
  const code = name.slice(0, 'PC0000'.length);
  return readFileSync(join(folder, 'expected.txt'), 'utf8')
    .trimEnd()
    .split(/\n\n(?=(?:error|warning) )/)
    .filter((message) => /^\w+ (\w+):/.exec(message)?.[1] === code)
    .map((message) => renumbered(message.replaceAll(`test/diagnostics/${name}/`, ''), folder))
    .map((message) => message.replaceAll(`test/diagnostics/${name}`, '.'))
    .join('\n\n');
}

/** An excerpt is four lines: the place, an empty one, the source and its carets. */
function renumbered(message: string, folder: string): string {
  return message.replace(
    /^ *--> (\S+):(\d+):(\d+)\n *\|\n *\d+ \| (.*)\n *\| (.*)$/gm,
    (_, file: string, line: string, column: string, source: string, carets: string) => {
      const before = readFileSync(join(folder, file), 'utf8').split('\n');
      const number = String(Number(line) - before.slice(0, Number(line)).filter(isMark).length);
      const gutter = ' '.repeat(number.length);
      return [
        `${gutter}--> ${file}:${number}:${column}`,
        `${gutter} |`,
        `${number} | ${source.replace(MARK, '')}`,
        `${gutter} | ${carets}`,
      ].join('\n');
    },
  );
}
