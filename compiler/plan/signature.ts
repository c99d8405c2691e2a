/**
 * What decides the layout and the meaning of an operator's state, as eight hexadecimal digits of its uid: an edit that
 * changes either gives the operator another uid, so that Flink refuses the old state instead of misreading it.
 *
 * FROZEN. Whatever is hashed here for a pipeline of an earlier release must stay what it was, or every deployed
 * pipeline loses its state at its next deploy; test/plan/uids.test.ts pins it.
 */
import { createHash } from 'node:crypto';
import type { Plan, Relation } from '../ir/plan.js';
import { at, isRecord, kindOf, type PlanNode } from './compiled-plan.js';

/** Versions of the accumulators of the runtime jar's own aggregates. */
const ACCUMULATORS: Readonly<Record<string, number>> = {
  PIPECTL_FIRST: 1,
  PIPECTL_LATEST: 1,
  PIPECTL_MIN: 1,
  PIPECTL_MAX: 1,
};

export function signatureOf(node: PlanNode, inputs: readonly PlanNode[], stage: string, plan: Plan): string {
  return hash([kindOf(node), ...meaning(node, inputs, stage, plan)]);
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);

function meaning(node: PlanNode, inputs: readonly PlanNode[], stage: string, plan: Plan): unknown[] {
  switch (kindOf(node)) {
    case 'table-source-scan': {
      const scan = plan.relations.find((relation) => relation.kind === 'scan' && relation.stage === stage);
      return scan?.kind === 'scan' ? [scan.connector, scan.stream] : [];
    }
    case 'sink': {
      const write = plan.writes.find(({ output }) => output === stage);
      return write ? [write.sink.kind, at(write.sink, RESOURCES[write.sink.kind])] : [plan.deadLetters];
    }
    case 'async-calc':
      // What waits for an answer is kept as it came.
      return [inputTypes(node, inputs)];
    case 'global-window-aggregate':
    case 'window-aggregate':
    case 'local-window-aggregate':
    case 'group-aggregate':
      return aggregateMeaning(node, inputs, plan.relations, stage);
    default:
      // No state: nothing of it can be misread.
      return [];
  }
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
function aggregateMeaning(
  node: PlanNode,
  inputs: readonly PlanNode[],
  relations: readonly Relation[],
  stage: string,
): unknown[] {
  const relation = relations.find(
    (each) => each.stage === stage && (each.kind === 'window-aggregate' || each.kind === 'group-aggregate'),
  );
  if (relation?.kind !== 'window-aggregate' && relation?.kind !== 'group-aggregate') {
    throw new Error(`the compiled plan aggregates in '${stage}', the pipeline does not`);
  }
  const types = inputTypes(node, inputs);
  const window = relation.kind === 'window-aggregate' ? relation.window : null;
  return [
    window && [window.kind, window.size, window.step, window.offset, ...(window.pieces > 0 ? [window.pieces] : [])],
    relation.keys.map(({ name }) => name),
    numbers(node['grouping']).map((index) => types[index]),
    relation.aggregates.map(({ name, kind }) => [name, kind, ACCUMULATORS[`PIPECTL_${kind.toUpperCase()}`] ?? 0]),
    records(node['aggCalls']).map((call) => [
      call['internalName'] ?? call['systemName'] ?? call['name'],
      call['distinct'] === true,
      numbers(call['argList']).map((index) => types[index]),
      numbers([call['filterArg']]).some((index) => index >= 0),
      typeText(call['type']),
    ]),
  ];
}

/** The types that `grouping` and `argList` count in: a global aggregate says what its local half was given. */
function inputTypes(node: PlanNode, inputs: readonly PlanNode[]): readonly string[] {
  const given = node['localAggInputRowType'] ?? inputs[0]?.['outputType'];
  if (typeof given === 'string') return splitRow(given);
  return records(at(given, 'fields')).map(({ fieldType }) => typeText(fieldType));
}

/** A row type is an object with fields where one of them has no text form, else text: `ROW<`a` BIGINT NOT NULL, …>`. */
function splitRow(row: string): readonly string[] {
  const inner = /^ROW<(.*)>(?: NOT NULL)?$/s.exec(row)?.[1];
  if (inner === undefined) throw new Error(`not a row type: ${row}`);
  const parts: string[] = [];
  let depth = 0;
  let quoted: string | null = null;
  let start = 0;
  for (let i = 0; i < inner.length; i++) {
    const c = inner[i];
    if (quoted !== null) quoted = c === quoted ? null : quoted;
    else if (c === '`' || c === "'") quoted = c;
    else if (c === '<' || c === '(') depth++;
    else if (c === '>' || c === ')') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(inner.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, inner.slice(start)].map((part) => part.trim().replace(/^`(?:[^`]|``)*` /, ''));
}

const typeText = (type: unknown): string => (typeof type === 'string' ? type : JSON.stringify(type));
const numbers = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
const records = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];
