/** Finds the input files of which not one line could be decoded: wrong file, most likely, rather than bad records. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';

/** What a dead letter holds, as far as it is read here. */
interface Letter {
  readonly stage: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly source: { readonly name: string; readonly shard: string; readonly sequence: string } | null;
}

export interface UndecodableFile {
  readonly input: string;
  readonly file: string;
  readonly lines: number;
  /** What was wrong with the first of them. */
  readonly detail: string | null;
}

/** Reads the letters, and only those inputs that letters speak of. */
export async function undecodableFiles(
  letters: string,
  inputs: Readonly<Record<string, readonly string[]>>,
): Promise<UndecodableFile[]> {
  const undecodable = new Map<string, { count: number; detail: string | null }>();
  for await (const line of linesOf(letters)) {
    const { reason, detail, source } = JSON.parse(line) as Letter;
    if (reason !== 'undecodable' || source === null) continue;
    const key = `${source.name}\0${source.shard}`;
    const known = undecodable.get(key);
    if (known) known.count += 1;
    else undecodable.set(key, { count: 1, detail });
  }
  const found: UndecodableFile[] = [];
  for (const [input, files] of Object.entries(inputs)) {
    for (const file of files) {
      const known = undecodable.get(`${input}\0${basename(file)}`);
      if (known && known.count === (await recordsOf(file))) {
        found.push({ input, file, lines: known.count, detail: known.detail });
      }
    }
  }
  return found;
}

async function recordsOf(file: string): Promise<number> {
  let records = 0;
  for await (const line of linesOf(file)) if (line !== '') records += 1;
  return records;
}

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file), crlfDelay: Infinity });
