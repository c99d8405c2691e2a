/** A continuous aggregate: its keys and arguments become columns, and each key's row is replaced as events arrive. */
import type { ContinuousAggregate } from '../ir/pipeline.js';
import { byName, type Around, type Lowered } from './lowered.js';
import { argumentsOf, asField, callsOf } from './window.js';

export function lowerContinuous(stage: ContinuousAggregate, { relationOf, counted }: Around): Lowered {
  const { name, schema: columns, span, retain } = stage;
  const input = relationOf(stage.of);
  const keys = byName(stage.keys);
  const args = argumentsOf(stage.aggregates);
  const keyed = `${name}.keyed`;
  if (retain === null) throw new Error(`check let '${name}' through without a retention`);
  return {
    relations: [
      {
        kind: 'keyed',
        name: keyed,
        stage: name,
        counted,
        span,
        columns: [...keys, ...args].map(asField),
        carried: { time: input.carried.time, origin: false },
        of: input.name,
        input: input.carried,
        keys,
        arguments: args,
      },
      {
        kind: 'group-aggregate',
        name,
        stage: name,
        counted,
        span,
        columns,
        carried: { time: false, origin: false },
        of: keyed,
        keys: keys.map(asField),
        aggregates: callsOf(stage.aggregates),
        retain: retain === 'forever' ? 0 : retain,
      },
    ],
    letters: [],
  };
}
