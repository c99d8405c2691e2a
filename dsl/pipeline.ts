import { name as checkedName, optionalDuration, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { Duration } from './durations.js';
import { NODE, nodeOf, type OutputNode, type PipelineNode } from './node.js';
import type { Output } from './output.js';
import { nextSequence } from './registry.js';

/**
 * What a pipeline runs with. An environment can say otherwise when it is deployed.
 *
 * - `parallelism`: how many subtasks work side by side; default 1.
 * - `checkpointEvery`: how often state is saved, and so how much is read again after a failure; default one minute.
 * - `runtime`: Amazon Managed Service for Apache Flink's name for the Flink version.
 * - `deadLetters`: where records and rows go that could not be used: `sqs:<queue>`, `kinesis:<stream>` or
 *   `s3:<bucket>/<prefix>`; default the queue with the pipeline's name and `-dead-letters`.
 * - `rejectRate`: the share of undecodable and invalid records, among the last thousand of a source, above which the job
 *   stops and stays stopped; from 0 up to 1, by default it never does.
 *
 * ```ts
 * const settings: PipelineSettings = { parallelism: 4, checkpointEvery: seconds(20), deadLetters: 'letters' };
 *
 * export default pipeline('plays', [plays.to(firehose({ deliveryStream: 'plays-raw' }))], settings);
 * ```
 *
 * ```sql
 * 'target' = '${letters}'
 * ```
 */
export interface PipelineSettings {
  parallelism?: number;
  checkpointEvery?: Duration;
  runtime?: 'FLINK-2_2';
  deadLetters?: string;
  rejectRate?: number;
}

/**
 * What a pipeline's file exports as its default.
 *
 * ```ts
 * const archive: Pipeline = pipeline('archive', [plays.to(firehose({ deliveryStream: 'plays-raw' }))]);
 *
 * export default archive;
 * ```
 *
 * ```sql
 * -- Pipeline archive, for Flink 2.2.
 * ```
 */
export interface Pipeline {
  readonly name: string;
}

/**
 * A pipeline: its outputs, and so everything that feeds them. What is not in the list does not exist.
 *
 * ```ts
 * export default pipeline('plays', [
 *   plays.to(firehose({ deliveryStream: 'plays-raw' })),
 *   plays.filter((e) => e.kind === 'stop').to(opensearch({ index: 'stops' })),
 * ]);
 * ```
 *
 * ```sql
 * EXECUTE STATEMENT SET
 * BEGIN
 * …
 * INSERT INTO `sink.plays-raw`…
 * INSERT INTO `sink.stops`…
 * END;
 * ```
 */
export function pipeline(name: string, outputs: readonly Output[], settings: PipelineSettings = {}): Pipeline {
  checkedName(name, "the pipeline's name");
  known(settings, ['parallelism', 'checkpointEvery', 'runtime', 'deadLetters', 'rejectRate'], 'pipeline');
  const node: PipelineNode = {
    kind: 'pipeline',
    sequence: nextSequence(),
    site: null,
    name,
    outputs: outputNodes(outputs),
    settings: {
      parallelism: settings.parallelism ?? null,
      checkpointEvery: optionalDuration(settings.checkpointEvery, 'checkpointEvery'),
      runtime: settings.runtime ?? null,
      deadLetters: settings.deadLetters === undefined ? null : checkedName(settings.deadLetters, 'deadLetters'),
      rejectRate: settings.rejectRate ?? null,
    },
  };
  return Object.freeze({ name, [NODE]: node });
}

function outputNodes(outputs: readonly Output[]): OutputNode[] {
  if (!Array.isArray(outputs)) {
    throw new DslError(
      'the second argument of pipeline(…) is not a list',
      "write  pipeline('name', [events.to(sink)])",
    );
  }
  if (outputs.length === 0) throw new DslError('the pipeline has no outputs', 'list at least one  stream.to(sink)');
  return outputs.map((output: unknown, i) => {
    const node = nodeOf(output);
    if (node?.kind === 'output') return node;
    throw new DslError(`output ${i + 1} of the pipeline is not an output`, 'write  stream.to(sink)');
  });
}
