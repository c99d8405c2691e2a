/** Which text goes where in a file so that its functions are registered and its calls recorded. */
import { ts } from 'ts-morph';
import { callStart } from '../load/program.js';
import { nameOfInitialiser } from './call-names.js';
import type { Insertion } from './insertions.js';
import { scopesOf, type Scopes } from './scopes.js';

interface Instrumenting {
  readonly file: ts.SourceFile;
  readonly scopes: Scopes;
  /** What the added import is called: a name that the file does not use. */
  readonly registry: string;
  readonly insertions: Insertion[];
}

export function instrument(file: ts.SourceFile): Insertion[] {
  let registry = 'ƒ';
  while (file.text.includes(registry)) registry += 'ƒ';
  const context: Instrumenting = { file, scopes: scopesOf(file), registry, insertions: [] };
  const start = ts.getShebang(file.text)?.length ?? 0;
  context.insertions.push({ at: nextLine(file.text, start), text: `import * as ${registry} from 'pipectl/registry';` });
  visit(file, context);
  return context.insertions;
}

const nextLine = (text: string, shebang: number): number =>
  shebang === 0 ? 0 : Math.min(text.length, text.indexOf('\n', shebang) + 1 || text.length);

/** Children's insertions come between a node's own, which is what text at one offset relies on. */
function visit(node: ts.Node, context: Instrumenting): void {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
  if (ts.isDecorator(node) || ts.isEnumDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
  if (ts.isStatement(node) && isDeclared(node)) return;
  const around = wrapping(node, context);
  if (around) context.insertions.push({ at: around.at ?? node.getStart(context.file), text: around.before });
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)) {
    declarations(node, context);
  }
  ts.forEachChild(node, (child) => visit(child, context));
  if (around) context.insertions.push({ at: node.end, text: around.after });
}

const isDeclared = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false);

interface Around {
  /** Where `before` goes, when it is not the node's first character. */
  readonly at?: number;
  readonly before: string;
  readonly after: string;
}

function wrapping(node: ts.Node, context: Instrumenting): Around | null {
  const { registry: ƒ } = context;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    const { before, after } = { before: `${ƒ}.register(`, after: `, ${entry(node, context)})` };
    return ts.isNewExpression(node.parent) && node.parent.expression === node
      ? { before: `(${before}`, after: `${after})` }
      : { before, after };
  }
  if (ts.isMethodDeclaration(node)) return method(node, context);
  if (ts.isFunctionDeclaration(node)) return anonymousDefault(node, context);
  if (isRecordable(node)) {
    const site = ts.isCallExpression(node) ? JSON.stringify(place(callStart(node, context.file), context)) : 'null';
    const name = nameOfInitialiser(node);
    return {
      before: `${ƒ}.record(${ƒ}.mark(), `,
      after: `, ${site}${name === null ? '' : `, ${JSON.stringify(name)}`})`,
    };
  }
  return null;
}

const place = (start: number, { file }: Instrumenting): string => `${file.fileName}#${start}`;

/** The arguments of `register` after the function: its place, what it captures, which globals it uses, its name. */
function entry(fn: ts.Node, context: Instrumenting): string {
  const { captured, globals } = context.scopes(fn);
  const getters = captured.map((name) => `get ${name}() { return ${name}; }`).join(', ');
  const site = JSON.stringify(place(fn.getStart(context.file), context));
  const name = ts.isArrowFunction(fn) || (ts.isFunctionExpression(fn) && !fn.name) ? nameGiven(fn) : null;
  return [
    site,
    getters === '' ? '() => ({})' : `() => ({ ${getters} })`,
    JSON.stringify(globals),
    ...(name === null ? [] : [JSON.stringify(name)]),
  ].join(', ');
}

/** The name that JavaScript gives an anonymous function by where it stands. */
function nameGiven(fn: ts.Expression): string | null {
  const { parent } = fn;
  const named =
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) &&
    parent.initializer === fn
      ? parent.name
      : null;
  return named && (ts.isIdentifier(named) || ts.isStringLiteral(named)) ? named.text : null;
}

/**
 * `{ big(e) { … } }` becomes `{ big: register({ big(e) { … } }.big, …) }`: still a method, but a value that can be looked up.
 * A method that uses `super` must stay in its own object, and a computed key would run twice.
 */
function method(node: ts.MethodDeclaration, context: Instrumenting): Around | null {
  if (!ts.isObjectLiteralExpression(node.parent) || !node.body || usesSuper(node)) return null;
  if (!ts.isIdentifier(node.name) && !ts.isStringLiteral(node.name)) return null;
  // As a property, `__proto__` would set the prototype.
  if (node.name.text === '__proto__') return null;
  const key = JSON.stringify(node.name.text);
  return {
    before: `${key}: ${context.registry}.register({ `,
    after: ` }[${key}], ${entry(node, context)})`,
  };
}

/** `export default function (e) { … }` has no name to be registered by, so it becomes an expression. */
function anonymousDefault(node: ts.FunctionDeclaration, context: Instrumenting): Around | null {
  if (node.name || !node.body) return null;
  const keyword = node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  if (!keyword) return null;
  return { at: keyword.end, before: ` ${context.registry}.register(`, after: `, ${entry(node, context)}, "default");` };
}

const usesSuper = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.SuperKeyword ||
  (ts.forEachChild(node, (child) => usesSuper(child) || undefined) ?? false);

/** Calls that may be wrapped without changing what they mean, and awaited initialisers, which only carry a name. */
function isRecordable(node: ts.Node): node is ts.CallExpression | ts.AwaitExpression {
  if (ts.isAwaitExpression(node)) return nameOfInitialiser(node) !== null;
  if (!ts.isCallExpression(node) || ts.isPartOfTypeNode(node)) return false;
  const { kind } = node.expression;
  if (kind === ts.SyntaxKind.SuperKeyword || kind === ts.SyntaxKind.ImportKeyword) return false;
  if (ts.isIdentifier(node.expression) && node.expression.text === 'eval') return false;
  return !continuesChain(node);
}

/** Within `a?.b().c()` only the whole chain may be wrapped, or it would no longer stop at the absent `a`. */
function continuesChain(node: ts.Node): boolean {
  if (!(node.flags & ts.NodeFlags.OptionalChain)) return false;
  const { parent } = node;
  return (parent.flags & ts.NodeFlags.OptionalChain) !== 0 && (parent as { expression?: ts.Node }).expression === node;
}

/** Function declarations exist before their block runs, so they are registered at its start. */
function declarations(
  node: ts.SourceFile | ts.Block | ts.ModuleBlock | ts.CaseOrDefaultClause,
  context: Instrumenting,
): void {
  const { statements } = node;
  const functions = statements.filter(
    (each): each is ts.FunctionDeclaration => ts.isFunctionDeclaration(each) && !!each.body && !isDeclared(each),
  );
  if (functions.length === 0) return;
  const text = functions
    .filter((fn) => fn.name)
    .map((fn) => `${context.registry}.register(${fn.name?.text}, ${entry(fn, context)});`)
    .join('');
  const directives = statements.findIndex(
    (each) => !ts.isExpressionStatement(each) || !ts.isStringLiteral(each.expression),
  );
  const after =
    directives === 0 ? -1 : (statements[(directives === -1 ? statements.length : directives) - 1]?.end ?? -1);
  const at = after >= 0 ? after : ts.isSourceFile(node) ? (context.insertions[0]?.at ?? 0) : statements.pos;
  context.insertions.push({ at, text: after >= 0 ? `;${text}` : text });
}
