/** Which identifiers a function takes from outside itself, decided by scope alone, without types. */
import { ts } from 'ts-morph';

export interface FreeIdentifiers {
  /** Declared in the file, outside the function. Sorted. */
  readonly captured: readonly string[];
  /** Declared nowhere in the file. Sorted. */
  readonly globals: readonly string[];
}

export type Scopes = (fn: ts.Node) => FreeIdentifiers;

type Declared = Map<ts.Node, Set<string>>;

/** Reads every declaration of the file once. */
export function scopesOf(file: ts.SourceFile): Scopes {
  const declared: Declared = new Map();
  declare(file, declared);
  return (fn) => {
    const captured = new Set<string>();
    const globals = new Set<string>();
    eachReference(fn, (identifier) => {
      const scope = scopeDeclaring(identifier, declared);
      if (scope === null) globals.add(identifier.text);
      else if (!isWithin(scope, fn)) captured.add(identifier.text);
    });
    return { captured: [...captured].sort(), globals: [...globals].sort() };
  };
}

function scopeDeclaring(identifier: ts.Identifier, declared: Declared): ts.Node | null {
  for (let node: ts.Node | undefined = identifier; node; node = node.parent) {
    if (declared.get(node)?.has(identifier.text)) return node;
  }
  return null;
}

function isWithin(node: ts.Node, ancestor: ts.Node): boolean {
  for (let each: ts.Node | undefined = node; each; each = each.parent) if (each === ancestor) return true;
  return false;
}

const isFunctionScope = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) || ts.isSourceFile(node) || ts.isModuleBlock(node) || ts.isClassStaticBlockDeclaration(node);

const isBlockScope = (node: ts.Node): boolean =>
  isFunctionScope(node) ||
  ts.isBlock(node) ||
  ts.isCaseBlock(node) ||
  ts.isCatchClause(node) ||
  ts.isForStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isForOfStatement(node);

function enclosing(node: ts.Node, is: (node: ts.Node) => boolean): ts.Node {
  let scope = node.parent;
  while (!is(scope)) scope = scope.parent;
  return scope;
}

function declare(node: ts.Node, declared: Declared): void {
  if (isAmbient(node)) return;
  const add = (scope: ts.Node, name: ts.BindingName | undefined): void => {
    if (!name) return;
    const names = declared.get(scope) ?? new Set<string>();
    declared.set(scope, names);
    for (const each of boundNames(name)) names.add(each);
  };
  if (ts.isVariableDeclaration(node)) {
    const blockScoped =
      ts.isCatchClause(node.parent) || (ts.getCombinedNodeFlags(node) & ts.NodeFlags.BlockScoped) !== 0;
    add(enclosing(node, blockScoped ? isBlockScope : isFunctionScope), node.name);
  } else if (ts.isParameter(node)) {
    add(node.parent, node.name);
  } else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) {
    add(enclosing(node, isBlockScope), node.name);
  } else if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name)) {
    add(enclosing(node, isBlockScope), node.name);
  } else if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) {
    add(node, node.name);
  } else if (ts.isImportClause(node) || ts.isImportSpecifier(node)) {
    if (!isTypeOnly(node)) add(node.getSourceFile(), node.name);
  } else if (ts.isNamespaceImport(node) || ts.isImportEqualsDeclaration(node)) {
    add(node.getSourceFile(), node.name);
  }
  ts.forEachChild(node, (child) => declare(child, declared));
}

const isTypeOnly = (node: ts.ImportClause | ts.ImportSpecifier): boolean =>
  ts.isImportClause(node) ? node.phaseModifier === ts.SyntaxKind.TypeKeyword : node.isTypeOnly;

const isAmbient = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false) &&
  !ts.isPropertyDeclaration(node);

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** Every identifier that is read or written as a value below a node. */
function eachReference(node: ts.Node, visit: (identifier: ts.Identifier) => void): void {
  if (ts.isIdentifier(node)) {
    if (isReference(node)) visit(node);
    return;
  }
  if (ts.isExpressionWithTypeArguments(node)) return eachReference(node.expression, visit);
  if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) return;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || isAmbient(node)) return;
  ts.forEachChild(node, (child) => eachReference(child, visit));
}

function isReference(node: ts.Identifier): boolean {
  // `arguments` belongs to the function that would read the capture, so it can't be captured.
  if (node.text === 'arguments' || node.text === 'this') return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent) || ts.isMetaProperty(parent) || ts.isJSDoc(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  const declares = parent as { readonly name?: ts.Node };
  return declares.name !== node;
}
