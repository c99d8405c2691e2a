/** What differs in how a job is run, in sentences. */
import type { Difference, What } from './change.js';

/** A setting by the word that people know it by; null where there is none. */
export interface SettingDifference {
  readonly setting: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Sentence = (is: string, was: string) => string;

/** Other settings are said by their own word. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  runtime: (is, was) => `runs on ${is} instead of ${was}`,
  role: (is, was) => `runs as ${is} instead of ${was}`,
  parallelism: (is, was) => `runs with parallelism ${is} instead of ${was}`,
  'parallelism per KPU': (is, was) => `runs ${is} subtasks on a KPU instead of ${was}`,
  'checkpoints every': (is, was) => `takes a checkpoint every ${is} instead of every ${was}`,
  'pause between checkpoints': (is, was) => `waits ${is} between checkpoints instead of ${was}`,
};

export const settingsChanges = (differences: readonly SettingDifference[]): Difference[] =>
  differences.flatMap(({ setting, before, after }): Difference[] => {
    // A jar is named by what is in it, which has lines of its own.
    if (setting === 'jar' || before === after) return [];
    const common = { what: whatOf(setting), before, after };
    const name = setting.replace(/^property (.*)$/, "the name '$1'").replace(/^tag (.*)$/, "the tag '$1'");
    if (before === null) return [{ ...common, kind: 'added', sentence: `${name} is new: ${after ?? ''}` }];
    if (after === null) return [{ ...common, kind: 'removed', sentence: `${name} is gone: ${before}` }];
    const sentence = SENTENCES[setting] ?? ((is, was) => `${name} is ${is} instead of ${was}`);
    return [{ ...common, kind: 'changed', sentence: sentence(after, before) }];
  });

function whatOf(setting: string): What {
  if (setting === 'runtime') return 'runtime';
  if (setting.startsWith('property ')) return 'name';
  return setting.startsWith('tag ') ? 'tag' : 'setting';
}
