/**
 * `npm run judge`: programs that nobody here wrote look at what pipectl makes: cfn-lint and MiniStack at the templates,
 * botocore's service model at the local services. Python and its packages are for this alone, in a virtual environment
 * in the user's cache. The last line is `N passed, N failed`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { answer, main, Refusal, step } from './command.mjs';

const folder = join(root, 'test', 'judges');
const requirements = join(folder, 'requirements.txt');
const OLDEST = [3, 10];

const { PIPECTL_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
const cache = own || join(xdg || join(homedir(), '.cache'), 'pipectl');

async function requirePython() {
  const [, major = 0, minor = 0] = /Python (\d+)\.(\d+)/.exec((await answer('python3', ['--version'])) ?? '') ?? [];
  const version = [Number(major), Number(minor)];
  if (version[0] < OLDEST[0] || (version[0] === OLDEST[0] && version[1] < OLDEST[1])) {
    const found = version[0] === 0 ? 'no python3 was found on the PATH' : `found ${version.join('.')}`;
    throw new Refusal(`The judges need Python ${OLDEST.join('.')} or later: ${found}. npm test does without them.`);
  }
  return version.join('.');
}

/** The python of the environment that holds exactly what is asked for; made when there is none. */
async function environment() {
  const version = await requirePython();
  const hash = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const place = join(cache, 'judges', hash);
  const python = join(place, 'bin', 'python');
  const done = join(place, '.done');
  if (existsSync(done) && existsSync(python)) return python;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(join(cache, 'judges'), { recursive: true, mode: 0o700 });
  const log = join(root, 'node_modules', '.pipectl-logs', 'judges.log');
  await step('Making a virtual environment', 'python3', ['-m', 'venv', place], { cwd: root, log });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await step('Installing the judges', python, install, { cwd: root, log });
  writeFileSync(done, '');
  return python;
}

/** What a judge says goes through; its last line counts. */
async function judge(python, name) {
  process.stderr.write(`\n${name}\n`);
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' };
  const child = spawn(python, [join(folder, name)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    process.stderr.write(chunk);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const counts = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const passed = Number(counts?.[1] ?? 0);
  const failed = Number(counts?.[2] ?? 0);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

main(async () => {
  const wanted = process.argv.slice(2);
  const python = await environment();
  await build();
  const names = readdirSync(folder)
    .filter((name) => /^[a-z].*\.py$/.test(name))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
    .sort();
  let [passed, failed] = [0, 0];
  for (const name of names) {
    const counts = await judge(python, name);
    passed += counts.passed;
    failed += counts.failed;
  }
  process.stderr.write('\n');
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
