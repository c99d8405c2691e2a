/** A server in a process of its own, with which a benchmark talks by messages. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type Answer = Readonly<Record<string, unknown>>;

export const start = (program: string, args: readonly string[] = []): ChildProcess =>
  fork(program, [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

export async function answerOf(child: ChildProcess): Promise<Answer> {
  const [message] = (await once(child, 'message')) as [Answer];
  return message;
}

export async function residentBytes(child: ChildProcess): Promise<number> {
  child.send('rss');
  return Number((await answerOf(child))['rss']);
}

/** Lets it end what it has started. */
export async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
