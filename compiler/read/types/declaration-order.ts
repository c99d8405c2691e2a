/** The properties of an object type in the order in which they are declared, whichever other code was checked before. */
import { ts } from 'ts-morph';

/**
 * An interface's inherited properties come first, an intersection's in the order of its members. TypeScript orders the
 * keys of mapped types (`Pick`, `Omit`, …) by when it met them, so those are put back to where they were declared, and keys
 * without a declaration (`Record<'a' | 'b', T>`) by name.
 */
export function inDeclarationOrder(checker: ts.TypeChecker, type: ts.Type): ts.Symbol[] {
  const properties = checker.getPropertiesOfType(type);
  const names = [...new Set(ordered(checker, type, properties))];
  const position = new Map(names.map((name, i) => [name, i]));
  return [...properties].sort((a, b) => (position.get(a.name) ?? Infinity) - (position.get(b.name) ?? Infinity));
}

function ordered(checker: ts.TypeChecker, type: ts.Type, properties: readonly ts.Symbol[]): string[] {
  if (type.isIntersection()) {
    return type.types.flatMap((member) => ordered(checker, member, checker.getPropertiesOfType(member)));
  }
  const bases = type.isClassOrInterface() || isReference(type) ? (baseTypes(checker, type) ?? []) : [];
  const inherited = bases.flatMap((base) => ordered(checker, base, checker.getPropertiesOfType(base)));
  return [...inherited, ...[...properties].sort(byDeclaration).map(({ name }) => name)];
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;

function baseTypes(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] | undefined {
  const target = isReference(type) ? type.target : type;
  return target.isClassOrInterface() ? checker.getBaseTypes(target) : undefined;
}

function byDeclaration(a: ts.Symbol, b: ts.Symbol): number {
  const [left, right] = [a.declarations?.[0], b.declarations?.[0]];
  if (!left || !right) return left ? -1 : right ? 1 : compare(a.name, b.name);
  const [one, other] = [left.getSourceFile().fileName, right.getSourceFile().fileName];
  return one === other ? left.pos - right.pos : compare(one, other);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
