/** XML as the answers of S3 and STS need it: elements with text or elements inside. */
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
