/** Which columns of its input an expression looks at. */
import type { Expression } from '../ir/expression.js';

export function columnsUsed(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (at: Expression): void => {
    if (at.kind === 'column') names.add(at.name);
    childrenOf(at).forEach(visit);
  };
  visit(expression);
  return names;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'column':
      return [];
    case 'field':
      return [expression.of];
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.when, expression.then, expression.otherwise];
    case 'record':
      return expression.fields.map(({ value }) => value);
  }
}
