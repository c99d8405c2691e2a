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

/** Whether the answer was yes. */
export async function confirm(host: Host, { text, flag, command, word }: Question): Promise<boolean> {
  if (!host.interactive || !process.stdin.isTTY) {
    const problem = `'${text}' needs an answer, and there is no terminal to ask`;
    throw refuse('usage', { problem, near: [flag], help: `pipectl ${command} --help` }, exit.usage);
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${text} ${word === undefined ? '[y/N]' : `Type '${word}' to go on:`} `, {
      signal: host.signal,
    });
    return word === undefined ? /^y(es)?$/i.test(answer.trim()) : answer.trim() === word;
  } finally {
    asking.close();
  }
}
