import { stageName } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { brand } from './lambda.js';
import { NODE, type OutputNode, type SinkNode, type StageNode } from './node.js';
import { nextSequence } from './registry.js';

/**
 * A stage and the sink it is written to. It is called by the sink's resource, or by `.named(…)`.
 *
 * ```ts
 * const archive: Output = plays.to(firehose({ deliveryStream: 'plays-raw' })).named('archive');
 *
 * export default pipeline('plays', [archive]);
 * ```
 *
 * ```sql
 * INSERT INTO `sink.archive`
 * ```
 */
export interface Output {
  readonly [brand]: 'output';
  named(name: string): Output;
}

export function makeOutput(of: StageNode, sink: SinkNode): Output {
  const node: OutputNode = { kind: 'output', sequence: nextSequence(), site: null, of, sink, named: null };
  const output = {
    [NODE]: node,
    named(name: string): Output {
      const checked = stageName(name, "an output's name");
      if (node.named !== null && node.named !== checked) {
        throw new DslError(`this output is already named '${node.named}'`, 'leave out one  .named(…)');
      }
      node.named = checked;
      return output;
    },
  } as unknown as Output;
  return output;
}
