/** Commands in this process, for tests that run many: their words, what they print, and how they end. */
import { Command } from 'commander';
import type { Act } from '../../cli/command.js';
import { createHost } from '../../cli/host.js';
import { diagnosticsOf } from '../../cli/refusal.js';
import type { Document } from './pipectl.js';

export interface Answered extends Document {
  readonly stdout: string;
  readonly stderr: string;
  /** What long commands tell before their last document. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

/** With `--json` among the words, the document; else all of it is empty but the exit code and what was printed. */
export async function inProcess(
  defines: readonly ((program: Command, act: Act) => void)[],
  words: readonly string[],
  cwd: string,
): Promise<Answered> {
  let stdout = '';
  let stderr = '';
  let exitCode: number | null = null;
  const act: Act = async (action, options, command) => {
    const host = createHost({
      ...{ cwd, json: words.includes('--json'), debug: false, colour: false, signal: new AbortController().signal },
      stdout: writing((text) => (stdout += text)),
      stderr: writing((text) => (stderr += text)),
    });
    try {
      const ended = await action(host, options);
      exitCode = ended.exitCode;
      host.finish(command.name(), ended.exitCode, ended.data);
    } catch (error) {
      const refused = diagnosticsOf(error);
      if (refused === null) throw error;
      exitCode = refused.exitCode;
      host.diagnose(refused.diagnostics);
      host.finish(command.name(), refused.exitCode, {});
    }
  };
  const program = new Command('pipectl').exitOverride();
  for (const define of defines) define(program, act);
  await program.parseAsync([...words], { from: 'user' });
  const at = stdout.search(/^\{$/m);
  const document = at < 0 ? { diagnostics: [] } : (JSON.parse(stdout.slice(at)) as Document);
  const lines = words.includes('--json') ? stdout.slice(0, Math.max(at, 0)).trim() : '';
  const events = lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  return { format: 1, command: '', ...document, exitCode: exitCode ?? -1, stdout, stderr, events };
}

/** All of a stream that a host uses; nobody watches it. */
const writing = (take: (text: string) => void): NodeJS.WriteStream =>
  ({ write: (text: string) => (take(text), true), isTTY: false }) as unknown as NodeJS.WriteStream;
