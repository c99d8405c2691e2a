/** A DSL value in the author's words, for messages. */
import type { Node } from '../../dsl/node.js';

const WORDS: Readonly<Record<Node['kind'], string>> = {
  duration: 'a duration',
  window: 'a window',
  'aggregate-function': 'an aggregate',
  source: 'a stream',
  filter: 'a stream',
  map: 'a stream',
  enrich: 'a stream',
  lookup: 'a table to look up in',
  aggregate: 'a stream',
  keyed: 'a stream on its way to an aggregate',
  sink: 'a sink',
  output: 'an output',
  pipeline: 'a pipeline',
};

export const describeNode = ({ kind }: Node): string => WORDS[kind];
