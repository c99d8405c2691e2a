/** A stage or output as a whole, for one that is new or gone. */
import { durationText } from '../../../compiler/ir/duration-text.js';
import type { DescribedOutput, DescribedStage } from '../../../compiler/ir/description.js';
import { windowText } from '../window-text.js';
import { code } from '../words.js';

export const KINDS = {
  source: 'source',
  filter: 'filter',
  map: 'map',
  enrich: 'lookup',
  window: 'window',
  continuous: 'aggregate',
} as const satisfies Record<DescribedStage['kind'], string>;

const names = (items: readonly { readonly name: string }[]): string => items.map(({ name }) => name).join(', ');
const by = (items: readonly { readonly name: string }[]): string => (items.length === 0 ? '' : ` by ${names(items)}`);

export function stageText(stage: DescribedStage): string {
  switch (stage.kind) {
    case 'source':
      return `${stage.connector} '${stage.stream}'`;
    case 'filter':
      return `${code(stage.where)} of '${stage.of}'`;
    case 'map':
      return `${names(stage.columns)} of '${stage.of}'`;
    case 'enrich':
      return `${names(stage.columns)} of ${stage.connector} '${stage.table}'${by(stage.on)} for '${stage.of}'`;
    case 'window':
      return `${windowText(stage.window)} of '${stage.of}'${by(stage.keys)}, with ${names(stage.aggregates)}`;
    case 'continuous': {
      const { of, keys, aggregates, retain } = stage;
      const kept = retain === 'forever' ? 'kept for ever' : `kept until unused for ${durationText(retain)}`;
      return `${names(aggregates)} of '${of}'${by(keys)}, ${kept}`;
    }
  }
}

/** What a sink is called, and what in it. */
export const SINKS = {
  firehose: 'firehose',
  dynamodb: 'dynamodb',
  opensearch: 'opensearch',
  kinesisStream: 'kinesis',
} as const satisfies Record<DescribedOutput['sink'], string>;

export const resourceText = ({ sink, resource }: DescribedOutput): string => `${SINKS[sink]} '${resource}'`;

export const outputText = (output: DescribedOutput): string =>
  `'${output.of}' to ${resourceText(output)}${output.key.length === 0 ? '' : ` by ${output.key.join(', ')}`}`;
