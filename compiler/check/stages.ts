/** Questions about how stages hang together. */
import type { Pipeline, Stage } from '../ir/pipeline.js';

export const stageNamed = ({ stages }: Pipeline, name: string): Stage | undefined =>
  stages.find((stage) => stage.name === name);

/** The continuous aggregate that makes the rows of a stage replaceable; null for a stream. */
export function tableBehind(pipeline: Pipeline, name: string): string | null {
  const stage = stageNamed(pipeline, name);
  if (!stage || stage.kind === 'source' || stage.kind === 'window') return null;
  return stage.kind === 'continuous' ? stage.name : tableBehind(pipeline, stage.of);
}

/** The nearest window before a stage, that its rows come from. */
export function windowBehind(pipeline: Pipeline, name: string): Extract<Stage, { kind: 'window' }> | null {
  const stage = stageNamed(pipeline, name);
  if (!stage || stage.kind === 'source') return null;
  return stage.kind === 'window' ? stage : windowBehind(pipeline, stage.of);
}
