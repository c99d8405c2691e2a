/** What the documentation names is there: paths, links, scripts, commands and their options; its pipelines compile. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { expect, test } from '@jest/globals';
import { lambdas as lambdaCatalog } from '../../compiler/diagnostics/catalog/lambdas.js';
import { FUNCTIONS } from '../../compiler/ir/functions.js';
import { compileEntry, rendered, repository } from '../support/compile-case.js';
import { anchorsOf, commandsOf, documents, everything, fencesOf, guides, inlineOf, linksOf } from './markdown.js';

const all = everything();
const known = new Set(all);
const ROOMS = new Set(all.map((path) => path.split('/')[0]));

/** With a slash, and either in a room, or a folder, or a file by its extension. What pipectl writes is not looked for. */
const isPath = (code: string): boolean =>
  /^\.?[\w@-][\w@.-]*(\/[\w@.*-]+)*\/?$/.test(code) &&
  code.includes('/') &&
  !/^(dist|out|node_modules|target|jars)\//.test(code) &&
  (ROOMS.has(code.split('/')[0] ?? '') || /\.(ts|mjs|js|md|json|java|sql|xml|txt|yaml)$/.test(code));

/** As written, beside the document, or at the end of a longer path: `emit/sql/print.ts` is in `compiler/`. */
function exists(code: string, document: string): boolean {
  const pattern = new RegExp(
    `^${code
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]+')
      .replace(/\/$/, '')}/?$`,
  );
  const beside = `${dirname(document)}/`;
  return all.some(
    (path) =>
      pattern.test(path) ||
      (path.startsWith(beside) && pattern.test(path.slice(beside.length))) ||
      path.split('/').some((_, i, parts) => i > 0 && pattern.test(parts.slice(i).join('/'))),
  );
}

test('paths in back-ticks exist', () => {
  const missing = guides().flatMap((document) =>
    inlineOf(document)
      .filter((code) => isPath(code) && !exists(code, document.path))
      .map((code) => `${document.path} names ${code}`),
  );
  expect(missing).toEqual([]);
});

test('links lead somewhere', () => {
  const broken = documents().flatMap((document) =>
    linksOf(document)
      .filter(({ target, anchor }) => {
        if (!known.has(target) && !known.has(`${target.replace(/\/$/, '')}/`)) return true;
        return anchor !== null && !anchorsOf(readFileSync(join(repository, target), 'utf8')).includes(anchor);
      })
      .map(({ target, anchor }) => `${document.path} links to ${target}${anchor === null ? '' : `#${anchor}`}`),
  );
  expect(broken).toEqual([]);
});

/** Of the package.json nearest to a document. */
function scriptsFor(document: string): string[] {
  const folder = dirname(join(repository, document));
  const nearest = existsSync(join(folder, 'package.json')) ? folder : repository;
  const { scripts } = JSON.parse(readFileSync(join(nearest, 'package.json'), 'utf8')) as { scripts: object };
  return Object.keys(scripts);
}

test('scripts of npm exist', () => {
  const missing = documents().flatMap((document) => {
    const scripts = scriptsFor(document.path);
    return [...document.text.matchAll(/\bnpm run ([\w:-]+)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !scripts.includes(script))
      .map((script) => `${document.path} names  npm run ${script}`);
  });
  expect(missing).toEqual([]);
});

/** The commands as the command line has them. */
async function program(): Promise<Command> {
  const made = new Command();
  const folder = join(repository, 'dist', 'cli', 'commands');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>;
    for (const [name, define] of Object.entries(module)) {
      if (name.startsWith('define')) (define as (program: Command, act: () => void) => void)(made, () => undefined);
    }
  }
  return made;
}

test('commands of pipectl and their options exist', async () => {
  const { commands } = await program();
  expect(commands.length).toBeGreaterThan(4);
  const wrong = guides().flatMap((document) =>
    commandsOf(document).flatMap((line) => {
      const words = /^(?:npx )?pipectl (.+)$/.exec(line)?.[1]?.split(/\s+/);
      if (!words) return [];
      const [name = ''] = words;
      if (/^(--version|--help|help)$/.test(name)) return [];
      const group = commands.find((each) => each.name() === name);
      // `dead-letters list|show` stands for both.
      const [among] = group?.commands.length ? (words[1]?.split('|') ?? []) : [];
      const command = among === undefined ? group : group?.commands.find((each) => each.name() === among);
      if (!command) return [`${document.path}: there is no  pipectl ${[name, among ?? ''].join(' ').trim()}`];
      const options = new Set(['--help', ...command.options.flatMap(({ long, short }) => [long, short])]);
      return words
        .filter((word) => /^-{1,2}[a-z]/.test(word) && !options.has(word))
        .map((word) => `${document.path}: pipectl ${name} has no option ${word}`);
    }),
  );
  expect(wrong).toEqual([]);
});

const lambdas = readFileSync(join(repository, 'docs', 'lambdas.md'), 'utf8');

/** Functions that are written as operators or with no name at all. */
const OPERATORS: Readonly<Record<string, string>> = {
  equals: '===',
  notEquals: '!==',
  isAbsent: '== null',
  isPresent: '!= null',
  coalesce: '??',
  and: '&&',
  or: '||',
  not: '!',
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  remainder: '%',
  negate: '-',
  concat: '+',
  lessThan: '<',
  lessOrEqual: '<=',
  greaterThan: '>',
  greaterOrEqual: '>=',
  toNumber: 'Int',
};

test('docs/lambdas.md tells of every function that a lambda may call', () => {
  const names = Object.keys(FUNCTIONS).map((name) => name.split('.'));
  const written = names.map(([type = '', method]) => {
    const name = method ?? type;
    if (Object.hasOwn(OPERATORS, name)) return OPERATORS[name] ?? name;
    return type === 'math' ? `Math.${name}` : name;
  });
  const inTable = lambdas.replaceAll('\\|', '|');
  expect(written.filter((each) => !inTable.includes(each))).toEqual([]);
});

test('docs/lambdas.md tells of every refusal of a lambda', () => {
  const codes = Object.values(lambdaCatalog).map(({ code }) => code);
  expect(codes.filter((code) => !lambdas.includes(`[${code}](`))).toEqual([]);
});

const pipelines = guides().flatMap((document) =>
  fencesOf(document)
    .filter(({ language, text }) => language === 'ts' && text.includes('export default pipeline('))
    .map(({ text }, i) => ({ name: `${document.path} ${i + 1}`, text })),
);

test.each(pipelines)('the pipeline in $name compiles', async ({ text }) => {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-docs-'));
  try {
    const file = join(folder, 'pipeline.ts');
    writeFileSync(file, text);
    expect(rendered((await compileEntry(file, { withoutPlanner: true })).diagnostics, folder)).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
