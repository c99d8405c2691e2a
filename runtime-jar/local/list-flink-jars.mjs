/**
 * Writes local/flink-jars.ts: every jar the embedded Flink needs, with its checksum. Run it after changing the
 * dependencies of runtime-jar/local/pom.xml:  node runtime-jar/local/list-flink-jars.mjs
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Found by running plans and jobs without them: nothing here is reached by a plan or a job with heap state. */
const NOT_NEEDED = new Set([
  'async-profiler',
  'commons-collections',
  'flink-datastream',
  'flink-datastream-api',
  'flink-table-api-scala_2.12',
  'icu4j',
  'jsr305',
  'minlog',
  'reflectasm',
  'scala-compiler',
  'scala-reflect',
  'scala-xml_2.12',
  'value',
  'value-annotations',
]);

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const parent = readFileSync(join(root, 'runtime-jar', 'pom.xml'), 'utf8');
const flink = /<flink\.version>(.*?)</.exec(parent)[1];

const declared = [...readFileSync(join(here, 'pom.xml'), 'utf8').matchAll(/<dependency>(.*?)<\/dependency>/gs)]
  .map(([, text]) => ({ text, field: (name) => new RegExp(`<${name}>(.*?)<`).exec(text)?.[1] }))
  .filter(({ field }) => field('scope') !== 'test' && field('groupId') !== 'dev.pipectl')
  .map(({ field }) => ({ group: field('groupId'), artifact: field('artifactId'), version: field('version') ?? flink }));

const work = mkdtempSync(join(tmpdir(), 'pipectl-jars-'));
try {
  const pom = join(work, 'pom.xml');
  const dependencies = declared.map(
    ({ group, artifact, version }) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>dev.pipectl</groupId>` +
      `<artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>` +
      `<dependencies>${dependencies.join('')}</dependencies></project>`,
  );
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const lib = join(work, 'lib');
  const options = [`-DoutputDirectory=${lib}`, '-DincludeScope=runtime', '-Dmdep.useRepositoryLayout=true'];
  execFileSync('mvn', ['-q', '-B', '-f', pom, goal, ...options], { stdio: 'inherit' });
  const jars = readdirSync(lib, { recursive: true })
    .filter((path) => path.endsWith('.jar'))
    .map((path) => {
      const parts = dirname(relative(lib, join(lib, path))).split(sep);
      const [artifact, version] = parts.slice(-2);
      const sha256 = createHash('sha256').update(readFileSync(join(lib, path))).digest('hex');
      if (basename(path) !== `${artifact}-${version}.jar`) throw new Error(`unexpected name: ${path}`);
      return { group: parts.slice(0, -2).join('.'), artifact, version, sha256 };
    })
    .filter(({ artifact }) => !NOT_NEEDED.has(artifact))
    .sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
  const rows = jars.map(
    (jar) => `  ['${jar.group}', '${jar.artifact}', '${jar.version}',\n    '${jar.sha256}'],`,
  );
  writeFileSync(
    join(root, 'local', 'flink-jars.ts'),
    `/**
 * The jars of the embedded Flink, in class path order, with their SHA-256.
 * Written by runtime-jar/local/list-flink-jars.mjs from runtime-jar/local/pom.xml; not to be edited.
 */
export interface FlinkJar {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
  readonly sha256: string;
}

export const FLINK_VERSION = '${flink}';

// prettier-ignore
const LIST: readonly (readonly [string, string, string, string])[] = [
${rows.join('\n')}
];

export const FLINK_JARS: readonly FlinkJar[] = LIST.map(([group, artifact, version, sha256]) => ({
  group,
  artifact,
  version,
  sha256,
}));
`,
  );
  console.log(`${jars.length} jars`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
