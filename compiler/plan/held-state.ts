/** What a node of the compiled plan keeps in its state: the author's part from our plan, Flink's part from its own. */
import type { HeldAggregates, HeldCall, HeldState } from '../ir/held-state.js';
import type { Plan } from '../ir/plan.js';
import { at, isRecord, kindOf, type PlanNode } from './compiled-plan.js';
import { lineageOf } from './lineage.js';

/** Of the runtime jar's own accumulators: one that can't read what the one before it wrote has another number. */
const ACCUMULATORS: Readonly<Record<string, number>> = { first: 1, latest: 1, min: 1, max: 1 };

/** Of the positions that the runtime jar's sources write. */
const POSITIONS = 1;

export function heldBy(node: PlanNode, inputs: readonly PlanNode[], stage: string, plan: Plan): HeldState | null {
  switch (kindOf(node)) {
    case 'table-source-scan':
      return positions(stage, plan);
    case 'async-calc':
      // What waits for an answer is kept as it came.
      return { kind: 'rows', types: inputTypes(node, inputs) };
    case 'global-window-aggregate':
    case 'window-aggregate':
    // The local half keeps nothing over a checkpoint, but has been named like the whole from the first release on.
    case 'local-window-aggregate':
    case 'group-aggregate':
      return aggregates(node, inputs, stage, plan);
    default:
      return null;
  }
}

function positions(stage: string, { relations }: Plan): HeldState {
  const scan = relations.find((relation) => relation.kind === 'scan' && relation.stage === stage);
  if (scan?.kind !== 'scan') throw new Error(`the compiled plan reads in '${stage}', the pipeline does not`);
  const { connector, stream, start } = scan;
  return { kind: 'positions', connector, stream, version: POSITIONS, start };
}

function aggregates(node: PlanNode, inputs: readonly PlanNode[], stage: string, plan: Plan): HeldAggregates {
  const relation = plan.relations.find(
    (each) => each.stage === stage && (each.kind === 'window-aggregate' || each.kind === 'group-aggregate'),
  );
  if (relation?.kind !== 'window-aggregate' && relation?.kind !== 'group-aggregate') {
    throw new Error(`the compiled plan aggregates in '${stage}', the pipeline does not`);
  }
  const types = inputTypes(node, inputs);
  const typesAt = (indices: unknown): string[] => numbers(indices).map((index) => types[index] ?? '');
  return {
    kind: 'aggregates',
    window: relation.kind === 'window-aggregate' ? relation.window : null,
    keys: relation.keys.map(({ name }) => name),
    keyNames: relation.keys.flatMap((key) =>
      (key.type.kind === 'row' ? key.type.fields : [key]).map(({ name }) => name),
    ),
    keyTypes: typesAt(node['grouping']),
    aggregates: relation.aggregates.map(({ name, kind }) => ({ name, kind, version: ACCUMULATORS[kind] ?? 0 })),
    calls: records(node['aggCalls']).map((call): HeldCall => ({
      function: String(call['internalName'] ?? call['systemName'] ?? call['name']),
      distinct: call['distinct'] === true,
      arguments: typesAt(call['argList']),
      filtered: numbers([call['filterArg']]).some((index) => index >= 0),
      result: typeText(call['type']),
    })),
    retain: relation.kind === 'group-aggregate' ? relation.retain : null,
    ...lineageOf(relation, plan),
  };
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
