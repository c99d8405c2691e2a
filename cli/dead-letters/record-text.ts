/** A record for a terminal: as text where it is text, else as bytes in hexadecimal with what is printable beside. */
const LINE = 16;

/** Null when it is not UTF-8, or holds control characters other than tabs and ends of lines. */
export function asText(bytes: Buffer): string | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  // What would move a terminal's cursor or change its colours is not printed.
  return /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/.test(text) ? null : text;
}

/** `00000000  7b 22 61 22 …  |{"a"…|`. */
export function hexView(bytes: Buffer): string {
  const lines = Array.from({ length: Math.ceil(bytes.length / LINE) }, (_, at) => {
    const line = bytes.subarray(at * LINE, (at + 1) * LINE);
    const digits = [...line].map((byte) => byte.toString(16).padStart(2, '0'));
    const columns = `${digits.slice(0, 8).join(' ').padEnd(23)}  ${digits.slice(8).join(' ').padEnd(23)}`;
    const letters = [...line].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    return `${(at * LINE).toString(16).padStart(8, '0')}  ${columns}  |${letters}|`;
  });
  return lines.join('\n');
}
