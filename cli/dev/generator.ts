/** Records for `pipectl dev --feed`: from `generate.ts` beside the pipeline, else random ones from the contract. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Bundle, TableStatement } from '../../compiler/ir/bundle.js';
import type { FedRecord } from '../../local/dev/put-records.js';
import { randomRecord, type ContractField } from '../../testing/random-records.js';
import { seeded } from '../../testing/random.js';
import { refuse } from '../refusal.js';

export interface SourceRecord extends FedRecord {
  readonly source: string | null;
}

const CHILD = fileURLToPath(new URL('./generator-child.js', import.meta.url));
const SEED = 1;

/** The generator of a pipeline's file. Aborting ends its process. */
export function recordsFor(entry: string, bundle: Bundle, signal: AbortSignal): AsyncIterator<SourceRecord> {
  const file = join(dirname(entry), 'generate.ts');
  return existsSync(file) ? generated(file, signal) : random(bundle);
}

async function* generated(file: string, signal: AbortSignal): AsyncGenerator<SourceRecord> {
  const child = spawn(process.execPath, ['--enable-source-maps', '--no-warnings', CHILD], {
    stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${JSON.stringify({ file, seed: SEED })}\n`);
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  const output = child.stdio[3];
  try {
    if (!output || !('read' in output)) throw new Error('the generator has no output');
    for await (const line of createInterface({ input: output })) {
      const {
        source = null,
        key,
        data,
        error,
      } = JSON.parse(line) as {
        source?: string;
        key?: string;
        data: string;
        error?: string;
      };
      if (error !== undefined) throw refuse('generatorFailed', { file, reason: error });
      yield { source, data: Buffer.from(data, 'base64'), ...(key !== undefined && { key }) };
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** One record for each source in turn. */
async function* random({ statements }: Bundle): AsyncGenerator<SourceRecord> {
  const sources = statements.filter(
    (statement): statement is TableStatement => statement.kind === 'table' && statement.options['source'] !== undefined,
  );
  const numbers = seeded(SEED);
  for (;;) {
    for (const { options } of sources) {
      const text = randomRecord(numbers, {
        contract: JSON.parse(options['contract'] ?? '[]') as ContractField[],
        eventTime: JSON.parse(options['event-time'] ?? '[]') as string[],
        timestamps: (options['timestamps'] ?? 'iso') as 'iso' | 'seconds' | 'millis',
        now: Date.now,
      });
      yield await Promise.resolve({ source: options['source'] ?? null, data: Buffer.from(text) });
    }
  }
}
