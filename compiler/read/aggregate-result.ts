/** The column that an aggregate gives. */
import type { AggregateKind } from '../ir/graph.js';
import type { Column, Type } from '../ir/types.js';

/** Counts are always there; everything else is null when there was nothing to aggregate. */
export function aggregateResult(kind: AggregateKind, of: Column | null): Column {
  if (kind === 'count' || kind === 'countDistinct' || !of) return { type: { kind: 'bigint' }, absence: 'never' };
  return { type: resultType(kind, of.type), absence: 'null' };
}

function resultType(kind: Exclude<AggregateKind, 'count' | 'countDistinct'>, of: Type): Type {
  switch (kind) {
    case 'sum':
      return { kind: of.kind === 'bigint' ? 'bigint' : 'number' };
    case 'avg':
      return { kind: 'number' };
    case 'min':
    case 'max':
    case 'first':
    case 'latest':
      return of;
  }
}
