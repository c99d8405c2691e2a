/** Asks the compile service, a process outside Jest: the compiler is too heavy to load anew for every test file. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where the service listens, told from `jest-setup` to the tests' processes. */
export const ADDRESS = 'PIPECTL_TEST_SERVICE';

const START_MS = 30_000;

/** Starts the service. It ends with the process that started it, or when `stop` is called. */
export function startService(): { readonly address: string; stop(): void } {
  const address = join(mkdtempSync(join(tmpdir(), 'pipectl-')), 'service.sock');
  const script = join(dirname(fileURLToPath(import.meta.url)), 'service-main.js');
  // The service ends when its standard input does, however the parent dies.
  const child = spawn(process.execPath, [script, address], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return { address, stop: () => void child.kill() };
}

let own: string | undefined;

/** Posts JSON and gives the answer's. A test run without our Jest set-up starts a service of its own. */
export async function ask<T>(path: string, body: unknown): Promise<T> {
  const address = process.env[ADDRESS] ?? (own ??= startService().address);
  const until = Date.now() + START_MS;
  for (;;) {
    try {
      return JSON.parse(await post(address, path, JSON.stringify(body))) as T;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if ((code !== 'ENOENT' && code !== 'ECONNREFUSED') || Date.now() > until) throw error;
      await sleep(25);
    }
  }
}

function post(socketPath: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: 'POST' }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(text));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
