/** What was wrong with the words of a command line, and what was probably meant. */
import type { Command, CommanderError } from 'commander';
import { nearest } from '../compiler/diagnostics/did-you-mean.js';

/** `error: unknown option '--outt'` → `unknown option '--outt'`. */
export const usageProblem = (error: CommanderError): string => error.message.replace(/^error: /, '').replace(/\.$/, '');

/** Names near to what was not known, of options or of commands. */
export function suggestion(program: Command, command: Command | undefined, error: CommanderError): string[] {
  const written = /'([^' ]+)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.unknownCommand') {
    const group = command ?? program;
    const before = command ? `pipectl ${command.name()}` : 'pipectl';
    const names = group.commands.map((each) => each.name());
    return nearest(written, names, 2).map((name) => `${before} ${name}`);
  }
  if (error.code !== 'commander.unknownOption') return [];
  const options = (command ?? program).options
    .flatMap(({ long, short }) => [long, short])
    .filter((name) => name != null);
  return nearest(written, options, 2);
}
