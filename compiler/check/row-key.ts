/**
 * What tells the rows of a stage apart, followed column by column through its maps. A raw stream has no known key.
 * Flow is by column, not by value: `${r.titleId}#${r.device}` carries both.
 */
import type { Pipeline, Stage } from '../ir/pipeline.js';
import { columnsUsed } from './columns-used.js';
import { stageNamed } from './stages.js';

/** One part of a row's key, in the author's word, and the columns that carry it; any of them is enough. */
export interface KeyPart {
  readonly name: string;
  readonly carriers: ReadonlySet<string>;
}

export function rowKey(pipeline: Pipeline, name: string): readonly KeyPart[] | null {
  const stage = stageNamed(pipeline, name);
  if (!stage || stage.kind === 'source') return null;
  switch (stage.kind) {
    case 'filter':
    case 'enrich':
      return rowKey(pipeline, stage.of);
    case 'map':
      return rowKey(pipeline, stage.of)?.map((part) => throughMap(part, stage)) ?? null;
    case 'window': {
      // The windows of a cumulate share their start.
      const bounds = stage.window.kind === 'cumulate' ? ['windowEnd'] : ['windowStart', 'windowEnd'];
      return [...keysOf(stage), { name: bounds[0] ?? '', carriers: new Set(bounds) }];
    }
    case 'continuous':
      return keysOf(stage);
  }
}

const keysOf = ({ keys }: Extract<Stage, { kind: 'window' | 'continuous' }>): KeyPart[] =>
  keys.map(({ name }) => ({ name, carriers: new Set([name]) }));

const throughMap = (part: KeyPart, { to }: Extract<Stage, { kind: 'map' }>): KeyPart => ({
  name: part.name,
  carriers: new Set(
    to.filter(({ value }) => [...columnsUsed(value)].some((used) => part.carriers.has(used))).map(({ name }) => name),
  ),
});

/** The columns that stay the same while a row is replaced: those made from nothing but keys. */
export function unchangingColumns(pipeline: Pipeline, name: string): ReadonlySet<string> {
  const stage = stageNamed(pipeline, name);
  if (!stage || stage.kind === 'source' || stage.kind === 'window') return new Set();
  switch (stage.kind) {
    case 'filter':
    case 'enrich':
      return unchangingColumns(pipeline, stage.of);
    case 'map': {
      const before = unchangingColumns(pipeline, stage.of);
      const unchanging = stage.to.filter(({ value }) => [...columnsUsed(value)].every((used) => before.has(used)));
      return new Set(unchanging.map(({ name }) => name));
    }
    case 'continuous':
      return new Set(stage.keys.map(({ name }) => name));
  }
}
