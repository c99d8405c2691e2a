/**
 * The process that runs an author's generator: its file and a seed as one line on standard input, one line of JSON for
 * each record on descriptor 3. Ends when standard input does, so it never outlives who started it.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { register } from 'node:module';
import { createInterface } from 'node:readline';
import { taskOf } from '../../compiler/evaluate/evaluate.js';
import { load } from '../../compiler/load/load.js';
import type { Generate } from '../../testing/generated-record.js';

interface Order {
  readonly file: string;
  readonly seed: number;
}

const out = createWriteStream('', { fd: 3, highWaterMark: 1 << 20 });
const input = createInterface({ input: process.stdin });
input.once('close', () => process.exit(0));
out.on('error', () => process.exit(0));

const [line] = (await once(input, 'line')) as [string];
const { file, seed } = JSON.parse(line) as Order;

try {
  const { value: program, diagnostics } = load(file);
  if (program === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const task = taskOf(program);
  register('../../compiler/evaluate/hooks.js', { parentURL: import.meta.url, data: task });
  const { default: generate } = (await import(task.entry)) as { default?: unknown };
  if (typeof generate !== 'function') throw new Error('it has no function as its default export');
  for (const { data, ...rest } of (generate as Generate)({ seed })) {
    const bytes = data instanceof Uint8Array ? data : typeof data === 'string' ? data : JSON.stringify(data);
    const record = { ...rest, data: Buffer.from(bytes as string).toString('base64') };
    if (!out.write(`${JSON.stringify(record)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  process.exit(0);
} catch (error) {
  out.end(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
  await once(out, 'finish');
  process.exit(1);
}
