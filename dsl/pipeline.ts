import { name as checkedName, optionalDuration, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { Duration } from './durations.js';
import { NODE, nodeOf, type OutputNode, type PipelineNode } from './node.js';
import type { Output } from './output.js';
import { nextSequence } from './registry.js';

export interface PipelineSettings {
  parallelism?: number;
  checkpointEvery?: Duration;
  runtime?: 'FLINK-2_2';
  deadLetters?: string;
  rejectRate?: number;
}

export interface Pipeline {
  readonly name: string;
}

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
