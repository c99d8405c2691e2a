/**
 * Reads a body in `aws-chunked`: chunks of `<hex size>[;chunk-signature=…]CRLF<bytes>CRLF`, one of size 0, then trailers.
 * Signatures are read over: the front trusts who reaches it. What is not in this form is refused, never taken as data.
 */
import { AwsError } from '../front/aws-error.js';
import { incompleteBody } from './errors.js';

/** Of a chunk's or a trailer's line; signatures are far shorter. */
const LONGEST_LINE = 8 * 1024;

const malformed = (what: string): AwsError =>
  new AwsError('InvalidChunkSizeError', `The body is not in aws-chunked form: ${what}.`);

/** Yields the data; `trailers` is filled once the last chunk has been read. */
export async function* unchunked(
  body: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer, void, undefined> {
  const input = new Input(body);
  for (;;) {
    const line = await input.line();
    const size = /^([0-9a-fA-F]{1,12})(?:;[^\r\n]*)?$/.exec(line)?.[1];
    if (size === undefined) throw malformed('a chunk does not begin with its size');
    let left = parseInt(size, 16);
    if (left === 0) break;
    while (left > 0) {
      const bytes = await input.some(left);
      left -= bytes.length;
      yield bytes;
    }
    if ((await input.line()) !== '') throw malformed('a chunk is longer than it says');
  }
  for (let line = await input.lastLine(); line !== ''; line = await input.lastLine()) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new AwsError('MalformedTrailerError', 'A trailer of the body has no name.');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

class Input {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Buffer>) {
    this.chunks = body[Symbol.asyncIterator]();
  }

  /** At least one byte, at most `most`. */
  async some(most: number): Promise<Buffer> {
    while (this.rest.length === 0) if (!(await this.more())) throw incompleteBody();
    const bytes = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(bytes.length);
    return bytes;
  }

  async line(): Promise<string> {
    const line = await this.lineOrEnd();
    if (line === null) throw incompleteBody();
    return line;
  }

  /** The end of the body stands for an empty line: some clients leave out the last one. */
  async lastLine(): Promise<string> {
    return (await this.lineOrEnd()) ?? '';
  }

  private async lineOrEnd(): Promise<string | null> {
    for (;;) {
      const end = this.rest.indexOf('\n');
      if (end >= 0) {
        const line = this.rest.toString('latin1', 0, end).replace(/\r$/, '');
        this.rest = this.rest.subarray(end + 1);
        return line;
      }
      if (this.rest.length > LONGEST_LINE) throw malformed('a line does not end');
      if (await this.more()) continue;
      const line = this.rest.toString('latin1');
      this.rest = Buffer.alloc(0);
      return line === '' ? null : line;
    }
  }

  private async more(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done) return false;
    this.rest = this.rest.length === 0 ? next.value : Buffer.concat([this.rest, next.value]);
    return true;
  }
}
