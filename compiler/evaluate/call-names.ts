/** The name that code gives to what a call makes: of the variable, property or pattern it initialises. */
import { ts } from 'ts-morph';

export type CallName = string | { [key: string]: CallName };

/** Null when the expression is not an initialiser; looks through parentheses, assertions and the branches of `?:`. */
export function nameOfInitialiser(node: ts.Expression): CallName | null {
  let expression: ts.Node = node;
  while (passesThrough(expression.parent, expression)) expression = expression.parent;
  const { parent } = expression;
  if (ts.isVariableDeclaration(parent) && parent.initializer === expression) return bindingName(parent.name);
  if (ts.isPropertyAssignment(parent) && parent.initializer === expression) return propertyName(parent.name);
  if (ts.isPropertyDeclaration(parent) && parent.initializer === expression) return propertyName(parent.name);
  return null;
}

const passesThrough = (parent: ts.Node, child: ts.Node): boolean =>
  ts.isParenthesizedExpression(parent) ||
  ts.isAsExpression(parent) ||
  ts.isSatisfiesExpression(parent) ||
  ts.isTypeAssertionExpression(parent) ||
  ts.isNonNullExpression(parent) ||
  (ts.isConditionalExpression(parent) && parent.condition !== child);

const propertyName = (name: ts.PropertyName): string | null =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name)
    ? name.text.replace(/^#/, '')
    : null;

function bindingName(name: ts.BindingName): CallName | null {
  if (ts.isIdentifier(name)) return name.text;
  const names: { [key: string]: CallName } = {};
  name.elements.forEach((element, i) => {
    if (!ts.isBindingElement(element) || element.dotDotDotToken) return;
    const key = ts.isArrayBindingPattern(name) ? String(i) : propertyKey(element);
    const inner = bindingName(element.name);
    if (key !== null && inner !== null) names[key] = inner;
  });
  return Object.keys(names).length === 0 ? null : names;
}

function propertyKey(element: ts.BindingElement): string | null {
  if (element.propertyName) return propertyName(element.propertyName);
  return ts.isIdentifier(element.name) ? element.name.text : null;
}
