/** Which columns of its input an expression looks at. */
import { partsOf, type Expression } from '../ir/expression.js';

export function columnsUsed(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (at: Expression): void => {
    if (at.kind === 'column') names.add(at.name);
    partsOf(at).forEach(visit);
  };
  visit(expression);
  return names;
}
