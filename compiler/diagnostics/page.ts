/** A diagnostic's page in Markdown: what it says, a wrong example and the same mended. `pipectl explain CODE` prints it. */
import { catalog, type DiagnosticName } from './catalog/index.js';
import type { Code } from './define.js';

export interface Block {
  /** What it is called where it stands; null for what is no file. */
  readonly file: string | null;
  readonly language: 'ts' | 'js' | 'json' | 'yaml' | 'sh' | 'text' | 'prose';
  readonly text: string;
}

export interface Example {
  /** The message as it is printed, with cause and hint. */
  readonly says: string;
  readonly wrong: readonly Block[];
  readonly right: readonly Block[];
}

interface Phase {
  readonly name: string;
  readonly does: string;
}

/** By the first two digits, or the first one where a phase has them all. */
const PHASES: Readonly<Record<string, Phase>> = {
  '10': { name: 'load', does: 'finding the files and settings of a pipeline' },
  '11': { name: 'evaluate', does: 'running the module of a pipeline once' },
  '12': { name: 'read', does: 'types that become columns' },
  '13': { name: 'read', does: 'lambdas: functions and statements' },
  '14': { name: 'read', does: 'lambdas: types and operators' },
  '15': { name: 'read', does: 'lambdas: names, methods and functions' },
  '2': { name: 'check', does: 'what streaming asks of a pipeline' },
  '3': { name: 'lower', does: 'streaming semantics' },
  '4': { name: 'emit', does: 'what a bundle can hold' },
  '5': { name: 'plan', does: "Flink's planner" },
  '6': { name: 'run', does: 'a run over files' },
  '7': { name: 'local', does: 'the embedded Flink' },
  '8': { name: 'deploy', does: 'environments and the services in them' },
  '9': { name: 'command line', does: 'options, names and the working folder' },
};

export function phaseOf(code: Code): Phase {
  const phase = PHASES[code.slice(2, 4)] ?? PHASES[code.slice(2, 3)];
  if (!phase) throw new Error(`${code} is of no phase`);
  return phase;
}

/** `windowNeedsEventTime` as `window needs event time`. */
export const inWords = (name: DiagnosticName): string =>
  name.replace(/TypeScript|[A-Z]/g, (found) => ` ${found.length === 1 ? found.toLowerCase() : found}`);

export function page(name: DiagnosticName, { says, wrong, right }: Example): string {
  const { code, severity } = catalog[name];
  const phase = phaseOf(code);
  return [
    `# ${code}: ${inWords(name)}`,
    `${severity === 'error' ? 'An error' : 'A warning'} of the phase **${phase.name}**: ${phase.does}.`,
    fenced({ file: null, language: 'text', text: says }),
    '## Wrong',
    ...wrong.flatMap(titled),
    '## Right',
    ...right.flatMap(titled),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The list of all pages, by phase. */
export function pageIndex(names: readonly DiagnosticName[]): string {
  const byCode = [...names].sort((a, b) => (catalog[a].code < catalog[b].code ? -1 : 1));
  const phases = [...new Set(byCode.map((name) => phaseOf(catalog[name].code)))];
  const lineOf = (name: DiagnosticName): string =>
    `- [${catalog[name].code}](${catalog[name].code}.md): ${inWords(name)}`;
  return [
    '# Diagnostics',
    'Every message has a code that is never used for another one. `pipectl explain CODE` prints its page.',
    ...phases.flatMap((phase) => [
      `## ${phase.name}: ${phase.does}`,
      byCode
        .filter((name) => phaseOf(catalog[name].code) === phase)
        .map(lineOf)
        .join('\n'),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

const titled = (block: Block): string[] => [...(block.file === null ? [] : [`\`${block.file}\``]), fenced(block)];

/** In a fence longer than any in the text. */
function fenced({ language, text }: Block): string {
  if (language === 'prose') return text;
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
