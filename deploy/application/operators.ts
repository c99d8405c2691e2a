/** From what Flink calls an operator (its name, its uid, or the uid's hash) to the author's stage and the line in the code. */
import type { Bundle, Origin } from '../../compiler/ir/bundle.js';
import { NOTE, type OperatorNote } from '../../compiler/ir/held-state.js';
import { failedStage, type FailedStage } from '../../compiler/ir/failed-stage.js';
import { murmur3 } from './murmur3.js';
import type { Version } from './version.js';

interface PlanNode {
  readonly type?: unknown;
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly [NOTE]?: OperatorNote;
}

const FORMAT = 'table.exec.uid.format';
const TRANSFORMATION = '<transformation>';

/** What Flink puts in the place of `<transformation>`: more than one where a node becomes several operators. */
const TRANSFORMATIONS: Readonly<Record<string, readonly string[]>> = {
  'table-source-scan': ['source'],
  sink: [
    'sink',
    'constraint-validator',
    'partitioner',
    'row-kind-setter',
    'timestamp-inserter',
    'upsert-materialize',
    'sink: Writer',
    'sink: Committer',
  ],
};

/** Stages by the hash of an operator's uid. */
export function stagesByHash({ bundle, plan }: Version): ReadonlyMap<string, FailedStage> {
  const found = new Map<string, FailedStage>();
  for (const node of nodesIn(plan)) {
    const format = node.configuration?.[FORMAT];
    if (typeof format !== 'string' || typeof node.type !== 'string') continue;
    // A uid has the name of the stage's chain; the note beside it has the stage's own.
    const stage = stageNamed(bundle, node[NOTE]?.stage) ?? stageOfUid(bundle, format);
    if (stage === null) continue;
    const kind = node.type.replace(/^stream-exec-/, '').replace(/_\d+$/, '');
    for (const transformation of TRANSFORMATIONS[kind] ?? [kind])
      found.set(murmur3(format.replace(TRANSFORMATION, transformation)), stage);
  }
  return found;
}

/** The stage that a piece of Flink's text speaks of; null when it names none. */
export function stageIn(text: string, { bundle, plan }: Version): FailedStage | null {
  const hashes = text.match(/\b[0-9a-f]{32}\b/g) ?? [];
  if (hashes.length > 0) {
    const stages = stagesByHash({ bundle, plan });
    for (const hash of hashes) {
      const stage = stages.get(hash);
      if (stage) return stage;
    }
  }
  return null;
}

/** The stage behind the name of a failed task: `GroupAggregate[5] -> Sink: counts[6] (1/1)#0`. */
export const stageOfTask = (task: string, { bundle }: Version): FailedStage | null => failedStage(bundle, task);

/** Uids are `<stage>-<role>.<eight digits>_<transformation>`; the longest stage that fits is meant. */
function stageOfUid(bundle: Bundle, uid: string): FailedStage | null {
  const [, head] = /^(.+)\.[0-9a-f]{8}(?:\.\d+)?_/.exec(uid) ?? [];
  if (head === undefined) return null;
  const names = stageOrigins(bundle).filter(({ stage }) => head.startsWith(`${stage}-`));
  return names.sort((a, b) => b.stage.length - a.stage.length)[0] ?? null;
}

const stageNamed = (bundle: Bundle, name: string | undefined): FailedStage | undefined =>
  stageOrigins(bundle).find(({ stage }) => stage === name);

/** Every stage and output of a bundle with its place in the author's code. */
function stageOrigins({ statements, ledger }: Bundle): readonly FailedStage[] {
  const found = new Map<string, Origin>();
  for (const { stage } of ledger) {
    const statement = statements.find((each) => each.kind === 'view' && each.name === stage);
    if (statement) found.set(stage, statement.origin);
  }
  for (const statement of statements) {
    const stage =
      statement.kind === 'table' ? (statement.options['output'] ?? statement.options['source']) : statement.name;
    if (stage !== undefined && !found.has(stage)) found.set(stage, statement.origin);
  }
  return [...found].map(([stage, origin]) => ({ stage, origin }));
}

function nodesIn(plan: unknown): readonly PlanNode[] {
  const { nodes } = (plan ?? {}) as { readonly nodes?: unknown };
  return Array.isArray(nodes) ? (nodes as readonly PlanNode[]) : [];
}
