/** Questions before something that can not be taken back. Without a terminal a question is a refusal that names the flag. */
import { createInterface } from 'node:readline/promises';
import { exit } from './exit.js';
import type { Host } from './host.js';
import { refuse } from './refusal.js';

export interface Question {
  /** Ends with a question mark: `Apply these 4 steps?` */
  readonly text: string;
  /** What answers it beforehand: `--yes`. */
  readonly flag: string;
  /** The command that asks, for its help: `deploy`. */
  readonly command: string;
  /** A word that has to be typed instead of `y`, such as the name of what is destroyed. */
  readonly word?: string;
}

/** Where questions are asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** What Ctrl-C does. */
  readonly interrupt: () => void;
}

const OWN: Terminal = {
  input: process.stdin,
  output: process.stderr,
  interrupt: () => void process.kill(process.pid, 'SIGINT'),
};

/** Whether the answer was yes. */
export async function confirm(
  host: Host,
  { text, flag, command, word }: Question,
  terminal: Terminal = OWN,
): Promise<boolean> {
  if (!host.interactive || !terminal.input.isTTY) {
    const problem = `'${text}' needs an answer, and there is no terminal to ask`;
    throw refuse('usage', { problem, near: [flag], help: `pipectl ${command} --help` }, exit.usage);
  }
  const asked = `${text} ${word === undefined ? '[y/N]' : `Type '${word}' to go on:`} `;
  const answer = await answerTo(asked, host.signal, terminal);
  return word === undefined ? /^y(es)?$/i.test(answer.trim()) : answer.trim() === word;
}

/** What is typed; nothing when the input ends. */
async function answerTo(
  question: string,
  signal: AbortSignal,
  { input, output, interrupt }: Terminal,
): Promise<string> {
  const asking = createInterface({ input, output });
  // While a line is edited the terminal makes no signal of Ctrl-C.
  asking.on('SIGINT', interrupt);
  const ended = new Promise<null>((resolve) => asking.once('close', () => resolve(null)));
  const typed = asking.question(question, { signal }).catch((error: unknown) => {
    // Some Node call it an abort when the input ends.
    if (signal.aborted || (error as Error).name !== 'AbortError') throw error;
    return null;
  });
  try {
    const answer = await Promise.race([typed, ended]);
    if (answer === null) output.write('\n');
    return answer ?? '';
  } finally {
    asking.close();
  }
}
