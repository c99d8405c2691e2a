/** Runs commands as a person would, notes how each ended and what was checked of it, and stops where one ends otherwise. */
import { pipectl, type Ended } from '../../cli/pipectl.js';

export interface Step {
  readonly what: string;
  /** Null for what is no command. */
  readonly code: number | null;
  readonly seconds: number;
  /** In words, also what was not so. */
  readonly checked: string[];
}

export interface Way {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: (message: string) => void;
}

/** A command that ended in another way than it had to: nothing after it would make sense. */
export class Halted extends Error {}

export class Operator {
  readonly steps: Step[] = [];
  readonly problems: string[] = [];

  constructor(private readonly way: Way) {}

  /** Halts when the command ends with another exit code. */
  async run(args: readonly string[], code = 0): Promise<Ended> {
    const begin = performance.now();
    const ended = await this.quietly(args);
    this.note(`pipectl ${args.join(' ')}`, ended.code, begin);
    if (ended.code === code) return ended;
    const said = [ended.stdout, ended.stderr].map((text) => text.trim()).filter((text) => text !== '');
    throw new Halted(`'pipectl ${args.join(' ')}' ended with ${ended.code}, not ${code}:\n${said.join('\n')}`);
  }

  /** One that is no step of its own, such as the many looks of somebody who waits. */
  quietly(args: readonly string[]): Promise<Ended> {
    const { cwd, env } = this.way;
    return pipectl(args, { cwd, env });
  }

  /** What is done beside the commands. */
  async act<T>(what: string, work: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    const result = await work();
    this.note(what, null, begin);
    return result;
  }

  /** About the step before. */
  check(what: string, holds: boolean, saw = ''): void {
    const step = this.steps.at(-1);
    step?.checked.push(holds ? what : `NOT: ${what}`);
    if (holds) return;
    this.problems.push(`after '${step?.what ?? ''}' it is not so that ${what}${saw === '' ? '' : `: ${saw}`}`);
    this.way.log(`WRONG: ${this.problems.at(-1) ?? ''}`);
  }

  private note(what: string, code: number | null, begin: number): void {
    const seconds = (performance.now() - begin) / 1000;
    this.steps.push({ what, code, seconds, checked: [] });
    this.way.log(`${what}${code === null ? '' : `: exit ${code}`} after ${seconds.toFixed(1)} s`);
  }
}
