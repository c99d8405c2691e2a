/**
 * The process that runs an author's module: a `Task` on standard input, one `Report` on descriptor 3. Whatever the module
 * does (throw, exit, reject, wait for ever) becomes an answer here, or the absence of one in the parent.
 */
import { readFileSync, writeSync } from 'node:fs';
import { register } from 'node:module';
import { types } from 'node:util';
import { nodeOf } from '../../dsl/node.js';
import type { Answer, Changeable, Report, Task, Thrown } from './answer.js';
import { watchChangeable } from './changeable.js';
import { describeNode } from './describe.js';
import { graphOf } from './graph-of.js';

const REPORT = 3;

const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
const changeable: Changeable[] = [];
const exit = process.exit.bind(process);
let answered = false;

/** Synchronous, because the process may be about to end. */
function answer(given: Answer): never {
  if (!answered) {
    answered = true;
    const report: Report = { answer: given, changeable };
    const bytes = Buffer.from(JSON.stringify(report));
    for (let written = 0; written < bytes.length;) written += writeSome(bytes.subarray(written));
  }
  return exit(0);
}

/** A full pipe refuses bytes until the parent has read some. */
function writeSome(bytes: Buffer): number {
  try {
    return writeSync(REPORT, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}

function thrown(error: unknown): Thrown {
  if (!types.isNativeError(error))
    return { text: `a value that is not an error: ${String(error)}`, stack: '', refused: null };
  const { name, message, stack = '' } = error;
  const hint = (error as { hint?: unknown }).hint;
  const refused = name === 'DslError' && typeof hint === 'string' ? { message, hint } : null;
  return { text: message === '' ? name : `${name}: ${message}`, stack, refused };
}

const isAuthors = (frame: string): boolean =>
  Object.keys(task.modules).some(
    (url) => frame.includes(`${url}:`) || frame.includes(`${decodeURIComponent(new URL(url).pathname)}:`),
  );

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const node = nodeOf(value);
  if (node) return describeNode(node);
  if (types.isPromise(value)) return 'a promise';
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

process.on('uncaughtException', (error, origin) =>
  answer({ kind: origin === 'unhandledRejection' ? 'rejected' : 'threw', thrown: thrown(error) }),
);
process.on('unhandledRejection', (reason) => answer({ kind: 'rejected', thrown: thrown(reason) }));
process.on('exit', () => answered || answer({ kind: 'never-settles' }));
process.exit = (code) =>
  answer({ kind: 'exited', code: Number(code ?? process.exitCode ?? 0), stack: new Error().stack ?? '' });

Error.stackTraceLimit = 50;
register('./hooks.js', import.meta.url, { data: task });
watchChangeable(changeable, isAuthors);

let exports: Record<string, unknown> | null = null;
try {
  exports = (await import(task.entry)) as Record<string, unknown>;
  // Rejections are told of after the microtasks, so give them their turn.
  await new Promise((resolve) => setImmediate(resolve));
} catch (error) {
  answer({ kind: 'threw', thrown: thrown(error) });
}
const names = Object.keys(exports ?? {});
if (!names.includes('default')) answer({ kind: 'no-default-export', exports: names });
const value = exports?.['default'];
if (nodeOf(value)?.kind !== 'pipeline') answer({ kind: 'not-a-pipeline', what: describe(value) });
answer({ kind: 'graph', graph: graphOf(value) });
