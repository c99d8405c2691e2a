/** Where in a YAML text a key or value stands, by its path in the data. */
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';

export interface Place {
  readonly start: number;
  readonly end: number;
}

type Path = readonly string[];

/** `/environments/a~1b/tags` → its words. */
export const wordsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((word) => word.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The key where there is one, else the value: what a message about a setting as a whole points at. */
export function keyPlace(document: Document.Parsed, path: Path): Place {
  const key = pairAt(document, path)?.key;
  return placeOf(isNode(key) ? key : null) ?? valuePlace(document, path);
}

/** The value; of what is not in the text itself (an alias or a merge brought it), the nearest thing around it. */
export function valuePlace(document: Document.Parsed, path: Path): Place {
  for (let length = path.length; length >= 0; length--) {
    const place = placeOf(nodeAt(document, path.slice(0, length)));
    if (place) return place;
  }
  return { start: 0, end: 0 };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'range' in value;

function placeOf(node: Node | null): Place | null {
  const range = node?.range;
  return range ? { start: range[0], end: range[1] } : null;
}

function pairAt(document: Document.Parsed, path: Path): Pair | null {
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return null;
  return parent.items.find(({ key }) => String(isScalar(key) ? key.value : key) === path.at(-1)) ?? null;
}

function nodeAt(document: Document.Parsed, path: Path): Node | null {
  let node: Node | null = document.contents;
  for (const word of path) {
    let child: unknown = null;
    if (isMap(node)) child = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === word)?.value;
    else if (isSeq(node)) child = node.items[Number(word)];
    if (!isNode(child)) return null;
    node = (isAlias(child) ? child.resolve(document) : child) ?? null;
  }
  return node;
}
