/** Who may import whom. A room that is not here may import nothing but itself and Node. */
import { expect, test } from '@jest/globals';
import { importsOf, sourceFiles } from '../support/source-files.js';

const TYPESCRIPT = 'ts-morph';
/** What load gives is not data (it holds TypeScript's program), so its form lives there and not in `ir/`. */
const PROGRAM = ['compiler/load/program', 'compiler/load/package-root'];
const DATA = ['compiler/ir', 'compiler/diagnostics'];
const PHASES = ['load', 'evaluate', 'read', 'check', 'lower', 'emit', 'plan'].map((phase) => `compiler/${phase}`);

/** Room → rooms, single files and packages that it may import. The longest room that holds a file is the file's. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  dsl: [],
  'compiler/ir': [],
  'compiler/diagnostics': ['compiler/ir'],
  'compiler/load': [...DATA, TYPESCRIPT],
  'compiler/evaluate': [...DATA, ...PROGRAM, TYPESCRIPT, 'dsl', 'pipectl/registry'],
  'compiler/read': [...DATA, ...PROGRAM, TYPESCRIPT],
  'compiler/check': DATA,
  'compiler/lower': DATA,
  'compiler/emit': [...DATA, 'ajv'],
  'compiler/plan': DATA,
  'compiler/compile': [...DATA, ...PHASES],
  deploy: ['compiler/ir', '@aws-sdk', '@smithy/signature-v4'],
  'deploy/infrastructure': ['deploy', 'compiler/ir', 'yaml'],
  local: [...DATA, 'execa'],
  'local/msf': ['local/cluster', 'local/services/front', 'local/services/s3/store'],
  'local/dev': ['local', ...DATA, '@aws-sdk'],
  'local/services': ['local', ...DATA, '@aws-sdk', 'execa'],
  'local/services/dynamodb': [
    'local/services/front',
    'local/services/jvm',
    'local/flink-jars',
    'local/install-flink',
    'dynalite',
  ],
  'local/services/opensearch': ['local/services/jvm', 'local/flink-jars', 'local/install-flink'],
  'local/services/jvm': ['local/java', 'local/own-jars', 'local/refused', 'local/system-error'],
  'local/services/front': ['cborg'],
  'local/services/firehose': [
    'local/services/front',
    'local/services/glue',
    'local/services/s3',
    'local/system-error',
    '@duckdb/node-api',
  ],
  'local/services/cloudwatch': ['local/services/front'],
  'local/services/glue': ['local/services/front'],
  'local/services/iam': ['local/services/front'],
  'local/services/kinesis': ['local/services/front'],
  'local/services/logs': ['local/services/front'],
  'local/services/s3': ['local/services/front', 'local/lock', 'local/system-error'],
  'local/services/sqs': ['local/services/front'],
  'local/services/sts': ['local/services/front'],
  testing: [...DATA, 'compiler/compile', 'compiler/evaluate/graph-of', 'compiler/evaluate/transform', 'local'],
  cli: ['dsl', 'compiler', 'deploy', 'local', 'testing', 'commander', 'yaml', 'ajv', 'execa'],
  bench: ['compiler', 'deploy/package', 'local', 'testing', 'pipelines', 'pipectl', '@aws-sdk'],
  pipelines: ['pipectl', 'pipectl/testing', '@jest/globals'],
  templates: ['pipectl', 'pipectl/testing', '@jest/globals'],
};

const FOLDERS = ['dsl', 'compiler', 'deploy', 'local', 'testing', 'cli', 'bench', 'pipelines', 'templates'];
const isIn = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);

const roomOf = (path: string): string =>
  Object.keys(ARROWS)
    .filter((room) => isIn(path.replace(/\.ts$/, ''), room))
    .sort((a, b) => b.length - a.length)[0] ?? path;

const files = FOLDERS.flatMap(sourceFiles);

test('every file lives in a room', () => {
  expect(files.map(({ path }) => path).filter((path) => !(roomOf(path) in ARROWS))).toEqual([]);
});

test('imports follow the arrows', () => {
  const wrong = files.flatMap((file) => {
    const room = roomOf(file.path);
    const allowed = [room, ...(ARROWS[room] ?? [])];
    return importsOf(file)
      .filter((target) => !allowed.some((each) => isIn(target, each)))
      .map((target) => `${file.path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('only load, evaluate and read know that TypeScript exists', () => {
  const knows = files.filter((file) =>
    importsOf(file).some((target) => target === TYPESCRIPT || target === 'typescript'),
  );
  const rooms = new Set(knows.map(({ path }) => roomOf(path)));
  expect([...rooms].sort()).toEqual(['compiler/evaluate', 'compiler/load', 'compiler/read']);
});

test('imports are seen at all', () => {
  expect(
    importsOf({ path: 'compiler/check/check.ts', text: `import type {\n  A,\n} from '../lower/lower.js';\n` }),
  ).toEqual(['compiler/lower/lower']);
  expect(files.flatMap(importsOf).length).toBeGreaterThan(files.length);
});
