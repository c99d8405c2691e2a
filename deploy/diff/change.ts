/** One difference between two versions of a pipeline, in the words in which people think of streams. */
import type { Origin } from '../../compiler/ir/bundle.js';

export type What =
  | 'source'
  | 'field'
  | 'event time'
  | 'rule'
  | 'start'
  | 'filter'
  | 'map'
  | 'column'
  | 'lookup'
  | 'input'
  | 'key'
  | 'window'
  | 'aggregate'
  | 'retention'
  | 'output'
  | 'dead letters'
  | 'setting'
  | 'name'
  | 'tag'
  | 'runtime'
  | 'sql'
  | 'plan'
  | 'place';

export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly what: What;
  /** As the versions have it, where that is one text. */
  readonly before: string | null;
  readonly after: string | null;
  /** Whole by itself, without a dot. */
  readonly sentence: string;
}

export interface Change extends Difference {
  /** What it is in. A stage and an output may have one name. */
  readonly part: 'stage' | 'output' | 'pipeline';
  /** The stage's or output's name; null for the pipeline as a whole. */
  readonly stage: string | null;
  /** The author's code: as it is now, or as it was of what is gone. */
  readonly origin: Origin | null;
}

export const added = (what: What, after: string | null, sentence: string): Difference => ({
  kind: 'added',
  what,
  before: null,
  after,
  sentence,
});

export const removed = (what: What, before: string | null, sentence: string): Difference => ({
  kind: 'removed',
  what,
  before,
  after: null,
  sentence,
});

/** None when the texts are the same. */
export function changed(
  what: What,
  before: string,
  after: string,
  sentence: (before: string, after: string) => string,
): Difference[] {
  return before === after ? [] : [{ kind: 'changed', what, before, after, sentence: sentence(before, after) }];
}
