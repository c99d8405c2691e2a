/** The words of a command that runs a pipeline. */
import { exit } from './exit.js';
import { refuse } from './refusal.js';

/** `--input a=b PIPELINE` hands the pipeline to the option, which takes several words. */
export function readWords(
  command: string,
  argument: string | undefined,
  input: readonly string[],
): { name: string; written: readonly string[] } {
  if (argument !== undefined) return { name: argument, written: input };
  const at = input.findIndex((each) => !each.includes('='));
  const name = input[at];
  if (name !== undefined) return { name, written: input.toSpliced(at, 1) };
  const problem = "missing required argument 'pipeline'";
  throw refuse('usage', { problem, near: [], help: `pipectl ${command} --help` }, exit.usage);
}

/** By source: the files as written, in the order given. */
export function readInputs(command: string, pipeline: string, written: readonly string[]): Record<string, string[]> {
  const inputs: Record<string, string[]> = {};
  for (const each of written) {
    const at = each.indexOf('=');
    if (at < 1 || at === each.length - 1) throw refuse('inputSyntax', { written: each, pipeline, command }, exit.usage);
    (inputs[each.slice(0, at)] ??= []).push(each.slice(at + 1));
  }
  return inputs;
}

export function readParallelism(written: string): number {
  if (/^[1-8]$/.test(written)) return Number(written);
  throw refuse('optionValue', { option: '--parallelism', written, expected: 'a whole number from 1 to 8' }, exit.usage);
}
