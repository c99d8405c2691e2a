import type { Stage } from '../../ir/pipeline.js';
import type { Span } from '../../ir/span.js';
import type { Rule } from '../rule.js';

/** The bounds of a window, under our names and under Flink's. */
const RESERVED = /^window(Start|End|_start|_end|_time)$/;

/** Column names may not be those of hidden columns and window bounds, and a row has each name once. */
export const columnNamesAreFree: Rule = ({ stages }, report) => {
  for (const stage of stages) {
    for (const { name, span, place } of declaredColumns(stage)) {
      const bound = (stage.kind === 'window' || stage.kind === 'continuous') && RESERVED.test(name);
      if (name.startsWith('$') || bound) report('reservedColumn', span, { name, place });
    }
    if (stage.kind !== 'window' && stage.kind !== 'continuous') continue;
    for (const { name, span } of stage.aggregates) {
      const key = stage.keys.find((other) => other.name === name);
      if (!key) continue;
      const related = [{ span: key.value.span, message: `the key '${name}'` }];
      report('duplicateColumn', span, { name, stage: stage.name }, related);
    }
  }
};

interface Declared {
  readonly name: string;
  readonly span: Span;
  readonly place: string;
}

function declaredColumns(stage: Stage): readonly Declared[] {
  const place = `'${stage.name}'`;
  switch (stage.kind) {
    case 'source':
      return stage.schema.map(({ name }) => ({ name, span: stage.span, place }));
    case 'filter':
      return [];
    case 'map':
      return stage.to.map(({ name, value }) => ({ name, span: value.span, place }));
    case 'enrich':
      return stage.columns.map((name) => ({ name, span: stage.span, place }));
    case 'window':
    case 'continuous':
      return [
        ...stage.keys.map(({ name, value }) => ({ name, span: value.span, place: `the key of ${place}` })),
        ...stage.aggregates.map(({ name, span }) => ({ name, span, place })),
      ];
  }
}
