/** Program → `Graph`: runs the author's module once, in a process of its own, and says what it made or why it did not. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { collector, type Phase, type Report } from '../diagnostics/diagnostic.js';
import type { Graph } from '../ir/graph.js';
import type { Span } from '../ir/span.js';
import { ownModule, ownSpecifiers } from '../load/package-root.js';
import type { Program } from '../load/program.js';
import type { Answer, Changeable, Task, Thrown } from './answer.js';
import { callSpanOfStack, spanOfStack } from './places.js';
import { runChild, type Limits } from './run-child.js';
import { transform, withInlineMap } from './transform.js';

/** The time is that of a clock, also while other programs have the processors. */
const LIMITS: Limits = { time: 30_000, memory: 512 };

export async function evaluate(program: Program, limits: Partial<Limits> = {}): Promise<Phase<Graph>> {
  const { found, report } = collector();
  const within = { ...LIMITS, ...limits };
  const ending = await runChild(taskOf(program), within);
  const entry = startOf(program);
  switch (ending.kind) {
    case 'reported':
      ending.report.changeable.forEach((each) => warn(each, program, report));
      return { value: graphIn(ending.report.answer, program, report), diagnostics: found };
    case 'timed-out':
      report('moduleHangs', entry, { seconds: within.time / 1000 });
      break;
    case 'out-of-memory':
      report('memoryExhausted', entry, { megabytes: within.memory });
      break;
    case 'ended':
      report('processEnds', entry, { how: ending.how });
  }
  return { value: null, diagnostics: found };
}

/** What a child process needs to run the program. */
export function taskOf({ entry, files, resolutions }: Program): Task {
  const modules: Record<string, string> = {};
  for (const { fileName, text } of files) {
    modules[url(fileName)] = fileName.endsWith('.json') ? text : withInlineMap(transform(text, fileName));
  }
  const resolved: Record<string, Record<string, string>> = {};
  for (const [file, specifiers] of resolutions) {
    for (const [specifier, path] of specifiers) {
      // What is not the author's own, Node resolves: TypeScript has found its declarations only.
      if (modules[url(path)] !== undefined) (resolved[url(file)] ??= {})[specifier] = url(path);
    }
  }
  const own = Object.fromEntries(ownSpecifiers().map((each) => [each, url(ownModule(each, '.js') ?? '')]));
  return { entry: url(entry), modules, resolutions: resolved, own };
}

const url = (path: string): string => pathToFileURL(path).href;

const startOf = ({ entry }: Program): Span => ({ file: entry, start: 0, end: firstLine(entry) });

const firstLine = (file: string): number => Math.max(1, readFileSync(file, 'utf8').search(/[\r\n]|$/));

function warn({ what, stack }: Changeable, program: Program, report: Report): void {
  report('changesBetweenCompiles', spanOfStack(stack, program), { what });
}

function graphIn(answer: Answer, program: Program, report: Report): Graph | null {
  const entry = startOf(program);
  switch (answer.kind) {
    case 'graph':
      return answer.graph;
    case 'threw':
      reportThrown(answer.thrown, program, report);
      break;
    case 'rejected':
      report('rejectionUnhandled', spanOfStack(answer.thrown.stack, program) ?? entry, { error: answer.thrown.text });
      break;
    case 'exited':
      report('moduleExits', spanOfStack(answer.stack, program) ?? entry, { code: answer.code });
      break;
    case 'no-default-export':
      report('noDefaultExport', entry, { exports: answer.exports });
      break;
    case 'not-a-pipeline':
      report('defaultExportNotPipeline', defaultExport(program) ?? entry, { what: answer.what });
      break;
    case 'never-settles':
      report('awaitNeverSettles', entry, {});
  }
  return null;
}

function reportThrown({ refused, stack, text }: Thrown, program: Program, report: Report): void {
  if (refused) report('argumentRefused', callSpanOfStack(stack, program) ?? startOf(program), refused);
  else report('moduleThrows', spanOfStack(stack, program) ?? startOf(program), { error: text });
}

function defaultExport({ program, entry }: Program): Span | null {
  const file = program.getSourceFile(entry);
  const statement = file?.statements.find((each) => each.getText(file).startsWith('export default'));
  return file && statement ? { file: entry, start: statement.getStart(file), end: statement.end } : null;
}
