/** Runs other programs for the scripts: quiet while all is well, everything they said when it is not. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Ends a script with one sentence and exit 1: something outside the project is wrong. */
export class Refusal extends Error {}

/** Runs a script's main, so that a refusal is a sentence and anything else a stack. */
export function main(body) {
  body().then(
    (code) => void (process.exitCode = code ?? 0),
    (error) => {
      process.stderr.write(error instanceof Refusal ? `${error.message}\n` : `${error.stack}\n`);
      process.exitCode = 1;
    },
  );
}

const started = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of started) child.kill(signal);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

function finished(child) {
  started.add(child);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => (started.delete(child), reject(error)));
    child.on('exit', (code, signal) => (started.delete(child), resolve(code ?? (signal ? 1 : 0))));
  });
}

/** Shares this terminal. Gives the exit code. */
export const share = (command, args, options = {}) => finished(spawn(command, args, { stdio: 'inherit', ...options }));

/** Writes to a log; fails with the log's end. Says `title` and how long it took. */
export async function step(title, command, args, { cwd, log, env }) {
  const begin = Date.now();
  process.stderr.write(process.stderr.isTTY ? `${title} …` : `${title} …\n`);
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, 'w');
  const code = await finished(
    spawn(command, args, { cwd, stdio: ['ignore', out, out], env: { ...process.env, ...env } }),
  ).catch((error) => {
    throw new Refusal(`${title} failed: ${command} can not be started (${error.code}).`);
  });
  closeSync(out);
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  if (code !== 0) {
    process.stderr.write(`\n${readFileSync(log, 'utf8').split('\n').slice(-60).join('\n')}\n`);
    throw new Refusal(`${title} failed after ${seconds} s; the whole log is ${log}.`);
  }
  process.stderr.write(process.stderr.isTTY ? `\r${title} ${seconds} s\x1b[K\n` : `${title} ${seconds} s\n`);
}

/** Standard output of a short command, or null when it can not be run or fails. */
export async function answer(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const code = await finished(child).catch(() => 1);
  return code === 0 ? text : null;
}
