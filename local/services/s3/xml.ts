/** The XML of S3's bodies: written from a small tree, read from the few documents that clients send. */
import { malformedXml } from './errors.js';

export type XmlContent = string | number | boolean | readonly XmlElement[];
export type XmlElement = readonly [name: string, content: XmlContent] | null;

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** XML 1.0 has no control characters, not even escaped; S3 writes them as references all the same, so this does. */
const escape = (text: string): string =>
  text.replace(/[&<>"\u0000-\u0008\u000b-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);

export function xmlDocument(name: string, children: readonly XmlElement[]): string {
  const inner = written(children);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${NAMESPACE}">${inner}</${name}>`;
}

function written(content: XmlContent): string {
  if (!Array.isArray(content)) return escape(String(content));
  return (content as readonly XmlElement[])
    .map((element) => (element === null ? '' : `<${element[0]}>${written(element[1])}</${element[0]}>`))
    .join('');
}

export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

interface OpenNode extends XmlNode {
  text: string;
  readonly children: OpenNode[];
}

const TOKEN = /<\?[^]*?\?>|<!--[^]*?-->|<(\/?)(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*?)?(\/?)>|([^<]+)/y;

/** Elements and text only: no DTD, no entities but the five of XML, so that nothing in it can grow or read a file. */
export function readXml(source: string): XmlNode {
  const root: OpenNode = { name: '', text: '', children: [] };
  const open: OpenNode[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    const parent = open.at(-1);
    if (!match || !parent) throw malformedXml();
    const [, closing, name, empty, text] = match;
    if (text !== undefined) parent.text += unescape(text);
    else if (name === undefined) continue;
    else if (closing) {
      if (open.length === 1 || parent.name !== name) throw malformedXml();
      open.pop();
    } else {
      const node: OpenNode = { name, text: '', children: [] };
      parent.children.push(node);
      if (!empty) open.push(node);
    }
  }
  const [top, second] = root.children;
  if (open.length !== 1 || !top || second || root.text.trim() !== '') throw malformedXml();
  return top;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (_, entity: string) => {
    const named = ENTITIES[entity];
    if (named !== undefined) return named;
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(entity) ?? [];
    const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : NaN;
    if (!(code <= 0x10ffff)) throw malformedXml();
    return String.fromCodePoint(code);
  });
}

/** The text of a child, or undefined when there is none. */
export const textOf = (node: XmlNode, name: string): string | undefined =>
  node.children.find((child) => child.name === name)?.text.trim();
