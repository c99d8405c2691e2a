/** Joins what the subtasks of each sink wrote into one file per output. */
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface Merged {
  /** Name of the file in the output folder. */
  readonly file: string;
  readonly rows: number;
}

/** `<output>.0<suffix>`, `<output>.1<suffix>` … of `parts` become `<output><suffix>` of `out`; empty when there are none. */
export async function mergeParts(parts: string, out: string, output: string, suffix: string): Promise<Merged> {
  const files = (await readdir(parts))
    .map((file) => ({ file, subtask: subtaskOf(file, output, suffix) }))
    .filter((part): part is { file: string; subtask: number } => part.subtask !== null)
    .sort((a, b) => a.subtask - b.subtask)
    .map(({ file }) => join(parts, file));
  const file = `${output}${suffix}`;
  const [only, ...others] = files;
  if (only === undefined) await writeFile(join(out, file), '');
  else if (others.length === 0) await rename(only, join(out, file));
  else
    for (const part of files)
      await pipeline(createReadStream(part), createWriteStream(join(out, file), { flags: 'a' }));
  return { file, rows: await countLines(join(out, file)) };
}

function subtaskOf(file: string, output: string, suffix: string): number | null {
  if (!file.startsWith(`${output}.`) || !file.endsWith(suffix)) return null;
  const subtask = file.slice(output.length + 1, file.length - suffix.length);
  return /^\d+$/.test(subtask) ? Number(subtask) : null;
}

const NEWLINE = 10;

export async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  }
  return lines;
}
