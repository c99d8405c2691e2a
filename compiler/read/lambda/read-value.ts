/** Which syntax is read how; what is in neither table is refused with the general list of what is understood. */
import { ts } from 'ts-morph';
import type { Place, Reader } from './reader.js';
import { access } from './syntax/access.js';
import { functionValue, list, object, template } from './syntax/literals.js';
import { created, name } from './syntax/names.js';
import { binary, nonNull, prefix, ternary, voided } from './syntax/operators.js';
import { constant, type FunctionNode, type Value } from './value.js';

type Read = (node: never, place: Place, reader: Reader) => Value | null;

const inner = (node: { readonly expression: ts.Expression }, place: Place, reader: Reader): Value | null =>
  reader.read(node.expression, place);

const SYNTAX: ReadonlyMap<ts.SyntaxKind, Read> = new Map<ts.SyntaxKind, Read>([
  [ts.SyntaxKind.Identifier, name],
  [ts.SyntaxKind.StringLiteral, (node: ts.StringLiteral) => constant(node.text)],
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral, (node: ts.NoSubstitutionTemplateLiteral) => constant(node.text)],
  [ts.SyntaxKind.NumericLiteral, (node: ts.NumericLiteral) => constant(Number(node.text))],
  [ts.SyntaxKind.BigIntLiteral, (node: ts.BigIntLiteral) => constant(BigInt(node.text.slice(0, -1)))],
  [ts.SyntaxKind.TrueKeyword, () => constant(true)],
  [ts.SyntaxKind.FalseKeyword, () => constant(false)],
  [ts.SyntaxKind.NullKeyword, () => constant(null)],
  [ts.SyntaxKind.TemplateExpression, template],
  [ts.SyntaxKind.ArrayLiteralExpression, list],
  [ts.SyntaxKind.ObjectLiteralExpression, object],
  [ts.SyntaxKind.ArrowFunction, (node: FunctionNode, place) => functionValue(node, place)],
  [ts.SyntaxKind.FunctionExpression, (node: FunctionNode, place) => functionValue(node, place)],
  [ts.SyntaxKind.PropertyAccessExpression, access],
  [ts.SyntaxKind.ElementAccessExpression, access],
  [ts.SyntaxKind.CallExpression, access],
  [ts.SyntaxKind.NewExpression, created],
  [ts.SyntaxKind.BinaryExpression, binary],
  [ts.SyntaxKind.ConditionalExpression, ternary],
  [ts.SyntaxKind.PrefixUnaryExpression, prefix],
  [ts.SyntaxKind.VoidExpression, (node: ts.VoidExpression, _, reader) => voided(node, reader)],
  [ts.SyntaxKind.NonNullExpression, nonNull],
  [ts.SyntaxKind.ParenthesizedExpression, inner],
  [ts.SyntaxKind.AsExpression, inner],
  [ts.SyntaxKind.SatisfiesExpression, inner],
  [ts.SyntaxKind.TypeAssertionExpression, inner],
  [ts.SyntaxKind.ExpressionWithTypeArguments, inner],
]);

const REFUSED: ReadonlyMap<ts.SyntaxKind, readonly [what: string, instead: string]> = new Map([
  [ts.SyntaxKind.AwaitExpression, ['await', 'compute the value before the pipeline is made']],
  [ts.SyntaxKind.YieldExpression, ['yield', 'return one value']],
  [ts.SyntaxKind.ThisKeyword, ['this', 'use the parameter, or a captured constant']],
  [ts.SyntaxKind.SuperKeyword, ['super', 'call a function']],
  [ts.SyntaxKind.RegularExpressionLiteral, ['a regular expression', 'use includes, startsWith or endsWith']],
  [ts.SyntaxKind.TaggedTemplateExpression, ['a tagged template', 'write a plain template  `…`']],
  [ts.SyntaxKind.ClassExpression, ['a class', 'use plain objects']],
  [ts.SyntaxKind.TypeOfExpression, ['typeof', 'compare with  != null; the other types are fixed']],
  [ts.SyntaxKind.MetaProperty, ['this property of the module', 'keep the value in a const']],
  [ts.SyntaxKind.ImportKeyword, ['import()', 'import at the top of the file']],
  [ts.SyntaxKind.OmittedExpression, ['a hole in an array', 'write  undefined']],
]);

const EFFECTS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PostfixUnaryExpression, "'++' or '--'"],
  [ts.SyntaxKind.DeleteExpression, 'delete'],
]);

export function readValue(node: ts.Expression, place: Place, reader: Reader): Value | null {
  const read = SYNTAX.get(node.kind);
  if (read) return read(node as never, place, reader);
  const effect = EFFECTS.get(node.kind);
  if (effect !== undefined) return reader.report('sideEffect', node, { what: effect });
  const [what, instead] = REFUSED.get(node.kind) ?? ['this syntax', 'write it with what is understood'];
  return reader.report('unsupportedSyntax', node, { what, instead });
}
