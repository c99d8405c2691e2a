/** XML as the answers of S3 and of the query protocol need it: elements with text or elements inside. */
import { types } from 'node:util';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

export const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? '');

export function element(name: string, content: string | Readonly<Record<string, string>>): string {
  const inner =
    typeof content === 'string'
      ? escapeXml(content)
      : Object.entries(content)
          .map(([child, text]) => element(child, text))
          .join('');
  return `<${name}>${inner}</${name}>`;
}

/** Any plain data: a list has `member`s, times are ISO-8601, what is undefined is left out. */
export function dataElement(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (types.isDate(value)) return element(name, value.toISOString());
  if (Array.isArray(value)) return `<${name}>${value.map((each) => dataElement('member', each)).join('')}</${name}>`;
  if (typeof value !== 'object') return element(name, String(value));
  const inner = Object.entries(value).map(([child, each]) => dataElement(child, each));
  return `<${name}>${inner.join('')}</${name}>`;
}
