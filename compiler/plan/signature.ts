/**
 * What decides the layout and the meaning of an operator's state, as eight hexadecimal digits of its uid: an edit that
 * changes either gives the operator another uid, so that Flink refuses the old state instead of misreading it.
 *
 * FROZEN. Whatever is hashed here for a pipeline of an earlier release must stay what it was, or every deployed
 * pipeline loses its state at its next deploy; test/plan/uids.test.ts pins it.
 */
import { createHash } from 'node:crypto';
import type { HeldAggregates, HeldState } from '../ir/held-state.js';
import type { Plan } from '../ir/plan.js';
import { at, kindOf, type PlanNode } from './compiled-plan.js';

export const signatureOf = (node: PlanNode, keeps: HeldState | null, stage: string, plan: Plan): string =>
  hash([kindOf(node), ...meaning(node, keeps, stage, plan)]);

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);

function meaning(node: PlanNode, keeps: HeldState | null, stage: string, plan: Plan): unknown[] {
  switch (keeps?.kind) {
    case 'positions':
      return [keeps.connector, keeps.stream, ...(keeps.version > 1 ? [keeps.version] : [])];
    case 'rows':
      return [keeps.types];
    case 'aggregates':
      return aggregatesMeaning(keeps);
    case undefined:
      // Without state nothing can be misread; only sinks are told apart all the same.
      return kindOf(node) === 'sink' ? sinkMeaning(stage, plan) : [];
  }
}

function sinkMeaning(output: string, plan: Plan): unknown[] {
  const write = plan.writes.find((each) => each.output === output);
  return write ? [write.sink.kind, at(write.sink, RESOURCES[write.sink.kind])] : [plan.deadLetters];
}

const RESOURCES = {
  firehose: 'deliveryStream',
  dynamodb: 'table',
  opensearch: 'index',
  kinesisStream: 'stream',
} as const;

/**
 * The author's part: window, names of keys and aggregates, what each aggregate does. Flink's part: the exact types,
 * nullability included, of keys, arguments and results, and which aggregates it keeps after pruning.
 */
function aggregatesMeaning({ window, keys, keyTypes, aggregates, calls }: HeldAggregates): unknown[] {
  return [
    window && [window.kind, window.size, window.step, window.offset, ...(window.pieces > 0 ? [window.pieces] : [])],
    keys,
    keyTypes,
    aggregates.map(({ name, kind, version }) => [name, kind, version]),
    calls.map((call) => [call.function, call.distinct, call.arguments, call.filtered, call.result]),
  ];
}
