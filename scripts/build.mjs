/**
 * `npm run build`: packages, TypeScript and the two jars, each only when its inputs changed since its last good build.
 * Needs nothing but Node to start; says in one sentence when a JDK or Maven is missing.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { answer, main, Refusal, step } from './command.mjs';
import { contentHash } from './content-hash.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const logs = join(root, 'node_modules', '.pipectl-logs');
/** The Maven module each jar comes from. */
const MODULES = { 'pipectl-runtime': 'job', 'pipectl-local': 'local' };
const JARS = Object.keys(MODULES);

const fresh = (stamp, hash, results) =>
  existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && results.every((path) => existsSync(join(root, path)));

async function packages() {
  const stamp = join(root, 'node_modules', '.pipectl-packages');
  const hash = contentHash(root, ['package-lock.json']);
  if (fresh(stamp, hash, ['node_modules/typescript/bin/tsc', 'node_modules/jest/bin/jest.js'])) return;
  // The log can not lie in node_modules while npm replaces it.
  const log = join(root, 'dist', 'npm-ci.log');
  await step('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, log });
  writeFileSync(stamp, hash);
}

const SOURCES = [
  'dsl',
  'compiler',
  'local',
  'deploy',
  'cli',
  'testing',
  'test',
  'bench',
  'pipelines',
  'package.json',
  'tsconfig.json',
];
const isTypeScriptInput = (path) => /\.(ts|json)$/.test(path) && !path.includes('/golden/');

async function typescript() {
  const stamp = join(root, 'dist', '.inputs');
  const hash = contentHash(root, SOURCES, isTypeScriptInput);
  if (fresh(stamp, hash, ['dist/cli/main.js', 'dist/dsl/index.js', 'dist/testing/index.js'])) return;
  rmSync(stamp, { force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await step('Compiling TypeScript', process.execPath, [tsc, '-p', root], { cwd: root, log: join(logs, 'tsc.log') });
  removeOrphans('');
  chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
  writeFileSync(stamp, hash);
}

/** What a deleted source left in dist/ would still be run by Jest and packed by npm. */
function removeOrphans(folder) {
  for (const entry of readdirSync(join(root, 'dist', folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOrphans(path);
    const source = /^(.*)\.(js|d\.ts|js\.map)$/.exec(path)?.[1];
    if (source !== undefined && !existsSync(join(root, `${source}.ts`))) rmSync(join(root, 'dist', path));
  }
}

/** Major version in what `javac -version` or `mvn -version` prints. */
const major = (text, pattern) => Number(pattern.exec(text ?? '')?.[1] ?? 0);

async function requireJava() {
  const home = process.env['JAVA_HOME'];
  const javac = home ? join(home, 'bin', 'javac') : 'javac';
  const [jdk, maven] = await Promise.all([answer(javac, ['-version']), answer('mvn', ['-version'])]);
  const found = major(jdk, /javac (\d+)/);
  if (found < 17) {
    const what =
      found === 0 ? `none was found (${home ? `JAVA_HOME is ${home}` : 'no javac on the PATH'})` : `found ${found}`;
    throw new Refusal(
      `pipectl needs a JDK 17 or later to build its Flink jars: ${what}. Install one, or set JAVA_HOME to it.`,
    );
  }
  if (major(maven, /Apache Maven (\d+)/) < 3) {
    throw new Refusal('pipectl needs Maven 3.6 or later to build its Flink jars: no mvn was found on the PATH.');
  }
}

/** Null when the jars are current, else the hash that they will have. */
function staleJars() {
  const hash = contentHash(
    root,
    ['runtime-jar', 'compiler/ir/bundle.schema.json'],
    (path) => !path.includes('/src/test/'),
  );
  return fresh(
    join(root, 'jars', '.inputs'),
    hash,
    JARS.map((jar) => `jars/${jar}.jar`),
  )
    ? null
    : hash;
}

async function jars(hash) {
  const folder = join(root, 'jars');
  await step('Building the jars (Maven)', 'mvn', ['-q', '-B', '-f', 'runtime-jar/pom.xml', 'package', '-DskipTests'], {
    cwd: root,
    log: join(logs, 'maven-package.log'),
  });
  mkdirSync(folder, { recursive: true });
  for (const jar of JARS) {
    copyFileSync(join(root, 'runtime-jar', MODULES[jar], 'target', `${jar}.jar`), join(folder, `${jar}.jar`));
  }
  writeFileSync(join(folder, '.inputs'), hash);
}

/** Makes node_modules/, dist/ and jars/ current. */
export async function build() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Refusal(`pipectl needs Node 20 or later; this is ${process.version}.`);
  }
  const stale = staleJars();
  // Said before anything slow is done.
  if (stale !== null) await requireJava();
  await packages();
  await typescript();
  if (stale !== null) await jars(stale);
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) main(build);
