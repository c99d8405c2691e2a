/** The operators of a version that keep state, or may, from its compiled plan. */
import type { Origin } from '../../compiler/ir/bundle.js';
import { NOTE, type HeldState, type OperatorNote } from '../../compiler/ir/held-state.js';
import { originsOf } from './origins.js';
import type { Version } from '../application/version.js';

export interface Operator {
  readonly stage: string;
  readonly role: string;
  /** The uid without Flink's transformation. */
  readonly uid: string;
  /** Null when the rules do not know what it keeps. */
  readonly keeps: HeldState | null;
  /** Flink's word, such as `global-window-aggregate`. */
  readonly kind: string;
  /** Uids of all operators with state that feed it, near or far. */
  readonly fedBy: ReadonlySet<string>;
  readonly origin: Origin | null;
}

/** Kinds of nodes that keep nothing from one record to the next, or hand it over before a checkpoint. */
const STATELESS = new Set(['calc', 'exchange', 'union', 'local-window-aggregate', 'watermark-assigner']);

/** In the order of the plan: sources before what they feed. */
export function operatorsOf({ bundle, plan }: Version): Operator[] {
  const { nodes, edges } = asPlan(plan);
  const origins = originsOf(bundle);
  const operators: Operator[] = [];
  /** By node: the operators with state above it, itself included. */
  const behind = new Map<number, ReadonlySet<string>>();
  for (const node of nodes) {
    const above = edges
      .filter(({ target }) => target === node.id)
      .flatMap(({ source }) => [...(behind.get(source) ?? [])]);
    const keeps = node[NOTE]?.keeps ?? null;
    const uid = uidOf(node);
    if (keeps === null && isStateless(node)) {
      behind.set(node.id, new Set(above));
      continue;
    }
    behind.set(node.id, new Set([...above, uid]));
    const { stage = uid, role = kindOf(node) } = node[NOTE] ?? {};
    operators.push({ stage, role, uid, keeps, kind: kindOf(node), fedBy: new Set(above), origin: origins(stage) });
  }
  return operators;
}

interface Node {
  readonly id: number;
  readonly type: string;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly requireUpsertMaterialize?: boolean;
  readonly [NOTE]?: OperatorNote;
}

interface Plan {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly source: number; readonly target: number }[];
}

function asPlan(plan: unknown): Plan {
  const { nodes, edges } = (plan ?? {}) as Partial<Plan>;
  if (!Array.isArray(nodes) || !Array.isArray(edges)) throw new Error('a version has no compiled plan');
  // A node has a greater number than what feeds it: pipectl numbers them so.
  return { nodes: [...(nodes as Node[])].sort((a, b) => a.id - b.id), edges: edges as Plan['edges'] };
}

const kindOf = ({ type }: Node): string => type.replace(/^stream-exec-/, '').replace(/_\d+$/, '');

/** A sink of pipectl's sends everything before a checkpoint; only Flink's materializer would keep rows. */
const isStateless = (node: Node): boolean =>
  STATELESS.has(kindOf(node)) || (kindOf(node) === 'sink' && node.requireUpsertMaterialize !== true);

const uidOf = ({ id, configuration }: Node): string =>
  configuration?.['table.exec.uid.format']?.replace(/_<transformation>$/, '') ?? `node ${id}`;
