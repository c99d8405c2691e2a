/** Which stages count their records, and whose passed-on records are whose `in`. */
import type { LedgerStage } from '../ir/bundle.js';
import type { Output, Stage } from '../ir/pipeline.js';

/** The stage under which the writer of dead letters counts. */
export const DEAD_LETTERS = 'dead-letters';

export function ledgerOf(stages: readonly Stage[], outputs: readonly Output[]): LedgerStage[] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const counted = (name: string): readonly string[] => {
    const stage = byName.get(name);
    // A map neither adds nor drops rows, so its input's count is its own.
    if (stage?.kind === 'map') return counted(stage.of);
    return stage && !replacesRows(stage, byName) ? [name] : [];
  };
  return [
    ...stages.flatMap((stage): LedgerStage[] =>
      stage.kind === 'map'
        ? []
        : [{ stage: stage.name, kind: stage.kind, from: stage.kind === 'source' ? [] : counted(stage.of) }],
    ),
    ...outputs.map(({ name, of }): LedgerStage => ({ stage: name, kind: 'output', from: counted(of) })),
    { stage: DEAD_LETTERS, kind: 'output', from: [] },
  ];
}

/** Behind a continuous aggregate one event may be several changes, or none. */
export function replacesRows(stage: Stage, byName: ReadonlyMap<string, Stage>): boolean {
  if (stage.kind === 'continuous') return true;
  if (stage.kind === 'source' || stage.kind === 'window') return false;
  const input = byName.get(stage.of);
  return input !== undefined && replacesRows(input, byName);
}
