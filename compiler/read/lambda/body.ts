/** The body of a function: constants, conditions and returns become one value. Anything else is reported. */
import { ts } from 'ts-morph';
import { choose } from './choose.js';
import { condition } from './condition.js';
import { reportUnusedDivisions } from './divisions.js';
import { isFunctionNode } from './find-function.js';
import { bindPattern } from './pattern.js';
import type { Place, Reader } from './reader.js';
import { block, type Block } from './scope.js';
import { UNDEFINED, type Value } from './value.js';

/** What the statements behind the current ones give. */
type Rest = (place: Place) => Value | null;

/** The value of a function's body; a body that ends without return gives undefined. */
export function bodyValue(body: ts.ConciseBody, place: Place, reader: Reader): Value | null {
  return ts.isBlock(body) ? blockValue(body, place, reader, () => UNDEFINED) : reader.read(body, place);
}

function blockValue(node: ts.Block, { scope, facts }: Place, reader: Reader, rest: Rest): Value | null {
  const own = block(scope);
  // Functions are known in the whole block.
  for (const statement of node.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name && isFunctionNode(statement)) {
      own.define(statement.name.text, { kind: 'function', node: statement, scope: own });
    }
  }
  return statementsValue(node.statements, 0, own, { scope: own, facts }, reader, ({ facts }) => rest({ scope, facts }));
}

function statementsValue(
  statements: readonly ts.Statement[],
  at: number,
  own: Block,
  place: Place,
  reader: Reader,
  rest: Rest,
): Value | null {
  const statement = statements[at];
  if (!statement) return rest(place);
  const next: Rest = (after) => statementsValue(statements, at + 1, own, after, reader, rest);
  if (ts.isReturnStatement(statement)) {
    return statement.expression ? reader.read(statement.expression, place) : UNDEFINED;
  }
  if (ts.isVariableStatement(statement)) {
    const bound = declare(statement, own, place, reader);
    const result = next(place);
    for (const { value, at } of bound) reportUnusedDivisions(value, result, at, reader);
    return result;
  }
  if (ts.isIfStatement(statement)) return ifValue(statement, place, reader, next);
  if (ts.isBlock(statement)) return blockValue(statement, place, reader, next);
  if (isSilent(statement)) return next(place);
  refuse(statement, reader, place);
  next(place);
  return null;
}

const isSilent = (statement: ts.Statement): boolean =>
  ts.isFunctionDeclaration(statement) ||
  ts.isEmptyStatement(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isInterfaceDeclaration(statement);

interface Bound {
  readonly value: Value | null;
  readonly at: ts.Expression;
}

function declare(statement: ts.VariableStatement, own: Block, place: Place, reader: Reader): Bound[] {
  const { flags, declarations } = statement.declarationList;
  if (!(flags & ts.NodeFlags.BlockScoped)) {
    reader.report('unsupportedStatement', statement.declarationList.getFirstToken() ?? statement, {
      what: 'var',
      instead: 'use const',
    });
  }
  return declarations.flatMap(({ name, initializer }): Bound[] => {
    const value = initializer ? reader.read(initializer, place) : UNDEFINED;
    bindPattern(name, value, own, place, reader);
    return initializer ? [{ value, at: initializer }] : [];
  });
}

function ifValue(statement: ts.IfStatement, place: Place, reader: Reader, next: Rest): Value | null {
  const when = condition(statement.expression, place, reader);
  const branch = (node: ts.Statement | undefined, facts: Place['facts']): Value | null => {
    if (!node) return next({ ...place, facts });
    // What follows the `if` is read with what this branch has established, when it ends without a return.
    return statementsValue([node], 0, block(place.scope), { ...place, facts }, reader, next);
  };
  if (when === null) {
    branch(statement.thenStatement, place.facts);
    if (statement.elseStatement) branch(statement.elseStatement, place.facts);
    return null;
  }
  if (typeof when === 'boolean') return branch(when ? statement.thenStatement : statement.elseStatement, place.facts);
  const { structures } = reader;
  const then = branch(statement.thenStatement, structures.after(when, true, place.facts));
  const otherwise = branch(statement.elseStatement, structures.after(when, false, place.facts));
  return choose(reader, statement.expression, when, then, otherwise);
}

/** An expression statement is read too: what is wrong inside it is told first, and better. */
function refuse(statement: ts.Statement, reader: Reader, place: Place): void {
  if (ts.isExpressionStatement(statement)) {
    if (reader.read(statement.expression, place) === null) return;
    reader.report('unsupportedStatement', statement, {
      what: 'a statement whose value is not used',
      instead: 'remove it, or return its value',
    });
    return;
  }
  const [what, instead] = STATEMENTS.get(statement.kind) ?? ['this statement', 'use const, if, else and return'];
  const keyword = statement.getFirstToken() ?? statement;
  reader.report('unsupportedStatement', keyword, { what, instead });
}

const LOOP = ['a loop', 'write the steps out, or compute constants outside the lambda'] as const;

const STATEMENTS = new Map<ts.SyntaxKind, readonly [what: string, instead: string]>([
  [ts.SyntaxKind.ForStatement, LOOP],
  [ts.SyntaxKind.ForOfStatement, LOOP],
  [ts.SyntaxKind.ForInStatement, LOOP],
  [ts.SyntaxKind.WhileStatement, LOOP],
  [ts.SyntaxKind.DoStatement, LOOP],
  [ts.SyntaxKind.SwitchStatement, ['switch', 'use  if (…) return …;  one after the other']],
  [
    ts.SyntaxKind.ThrowStatement,
    ['throw', 'return a value; to set records aside, add a rule to the source or a .filter(…)'],
  ],
  [ts.SyntaxKind.TryStatement, ['try', 'ask for the case beforehand with if']],
  [ts.SyntaxKind.ClassDeclaration, ['a class', 'use plain objects']],
  [ts.SyntaxKind.LabeledStatement, ['a label', 'use if and return']],
  [ts.SyntaxKind.DebuggerStatement, ['debugger', 'remove it']],
]);
