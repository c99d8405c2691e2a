/** The project's own Markdown: its files, and what stands in them as code, as commands and as links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repository } from '../support/compile-case.js';

export interface Markdown {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Fence {
  readonly language: string;
  readonly text: string;
}

const NOT_OURS = new Set(['node_modules', 'dist', 'target', 'jars', 'out', '.git']);

/** Every file of the repository, and every folder with a slash at its end. */
export function everything(folder = repository): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [relative(repository, path)];
      return [`${relative(repository, path)}/`, ...everything(path)];
    });
}

const folders = (room: string): string[] =>
  readdirSync(join(repository, room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(room, name, 'README.md'));

const docs = (): string[] =>
  readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path))
    .sort();

/** README.md, docs/, and those of templates and pipelines. */
export const documents = (): Markdown[] =>
  ['README.md', ...docs(), ...folders('templates'), ...folders('pipelines')]
    .filter((path) => existsSync(join(repository, path)))
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));

/** Pages of diagnostics show wrong examples on purpose, and are made from what is tested elsewhere. */
export const guides = (): Markdown[] => documents().filter(({ path }) => !path.startsWith('docs/diagnostics/PC'));

const FENCE = /^(`{3,})(\w*)\n([\s\S]*?)^\1$/gm;

export const fencesOf = ({ text }: Markdown): Fence[] =>
  [...text.matchAll(FENCE)].map(([, , language = '', body = '']) => ({ language, text: body }));

/** What stands in single back-ticks. */
export const inlineOf = ({ text }: Markdown): string[] =>
  [...text.replace(FENCE, '').matchAll(/(`+)(.+?)\1/g)].map(([, , code = '']) => code.trim());

/** Command lines: in back-ticks, and in fences of a shell. A backslash at the end goes on in the next line. */
export function commandsOf(document: Markdown): string[] {
  const lines = fencesOf(document)
    .filter(({ language }) => ['sh', 'bash', 'console'].includes(language))
    .flatMap(({ text }) => text.replace(/\\\n\s*/g, '').split('\n'));
  return [...inlineOf(document), ...lines].map((line) =>
    line
      .replace(/^\$ /, '')
      .replace(/^(?:[A-Z_]+=\S+ )+/, '')
      .replace(/\s+#.*$/, '')
      .trim(),
  );
}

export interface Link {
  readonly target: string;
  readonly anchor: string | null;
}

/** Links that stay in the repository. */
export const linksOf = ({ path, text }: Markdown): Link[] =>
  [...text.replace(FENCE, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, url = '']) => url)
    .filter((url) => !/^[a-z]+:/.test(url))
    .map((url) => {
      const [file = '', anchor = null] = url.split('#');
      return { target: file === '' ? path : join(dirname(path), file), anchor };
    });

/** The anchors of a text's headings, as GitHub makes them. */
export const anchorsOf = (text: string): string[] =>
  [...text.replace(FENCE, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
