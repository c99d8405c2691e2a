/**
 * Writes local/flink-jars.ts and local/cluster/cluster-jars.ts: every jar the embedded Flink needs, and those that
 * separate processes need besides, with their checksums. Run it after changing the dependencies of
 * runtime-jar/local/pom.xml or the list below:  node runtime-jar/local/list-flink-jars.mjs
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

/** The application's entry point, RocksDB, and what they load; found by running a cluster without the rest. */
const CLUSTER = [
  { group: 'commons-collections', artifact: 'commons-collections', version: '3.2.2' },
  // 2.2.0 of it was never published; this one runs with the libraries of 2.2.0.
  { group: 'org.apache.flink', artifact: 'flink-container', version: '2.3.0' },
  { group: 'org.apache.flink', artifact: 'flink-datastream', version: flink },
  { group: 'org.apache.flink', artifact: 'flink-datastream-api', version: flink },
  { group: 'org.apache.flink', artifact: 'flink-statebackend-rocksdb', version: flink },
  { group: 'com.ververica', artifact: 'frocksdbjni', version: '8.10.0-ververica-1.0' },
];

const declared = [...readFileSync(join(here, 'pom.xml'), 'utf8').matchAll(/<dependency>(.*?)<\/dependency>/gs)]
  .map(([, text]) => ({ text, field: (name) => new RegExp(`<${name}>(.*?)<`).exec(text)?.[1] }))
  .filter(({ field }) => field('scope') !== 'test' && field('groupId') !== 'dev.pipectl')
  .map(({ field }) => ({ group: field('groupId'), artifact: field('artifactId'), version: field('version') ?? flink }));

/** The jars that Maven makes of a list of dependencies, with what those depend on or without. */
function resolved(dependencies, transitive) {
  const work = mkdtempSync(join(tmpdir(), 'pipectl-jars-'));
  try {
    const pom = join(work, 'pom.xml');
    const alone = '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>';
    const texts = dependencies.map(
      ({ group, artifact, version }) =>
        `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${transitive ? '' : alone}</dependency>`,
    );
    writeFileSync(
      pom,
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>dev.pipectl</groupId>` +
        `<artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>` +
        `<dependencies>${texts.join('')}</dependencies></project>`,
    );
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const lib = join(work, 'lib');
    const options = [`-DoutputDirectory=${lib}`, '-DincludeScope=runtime', '-Dmdep.useRepositoryLayout=true'];
    execFileSync('mvn', ['-q', '-B', '-f', pom, goal, ...options], { stdio: 'inherit' });
    return readdirSync(lib, { recursive: true })
      .filter((path) => path.endsWith('.jar'))
      .map((path) => {
        const parts = dirname(relative(lib, join(lib, path))).split(sep);
        const [artifact, version] = parts.slice(-2);
        const sha256 = createHash('sha256').update(readFileSync(join(lib, path))).digest('hex');
        if (basename(path) !== `${artifact}-${version}.jar`) throw new Error(`unexpected name: ${path}`);
        return { group: parts.slice(0, -2).join('.'), artifact, version, sha256 };
      })
      .sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const rowsOf = (jars) =>
  jars.map((jar) => `  ['${jar.group}', '${jar.artifact}', '${jar.version}',\n    '${jar.sha256}'],`).join('\n');

const list = (jars) => `// prettier-ignore
const LIST: readonly (readonly [string, string, string, string])[] = [
${rowsOf(jars)}
];
`;

const exported = (name) => `export const ${name}: readonly FlinkJar[] = LIST.map(([group, artifact, version, sha256]) => ({
  group,
  artifact,
  version,
  sha256,
}));
`;

const embedded = resolved(declared, true).filter(({ artifact }) => !NOT_NEEDED.has(artifact));
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
  /** Of a native library, how its file ends; by default `jar`. */
  readonly type?: string;
}

export const FLINK_VERSION = '${flink}';

${list(embedded)}
${exported('FLINK_JARS')}`,
);

const cluster = resolved(CLUSTER, false);
writeFileSync(
  join(root, 'local', 'cluster', 'cluster-jars.ts'),
  `/**
 * The jars that separate Flink processes need besides those of the embedded Flink, with their SHA-256.
 * Written by runtime-jar/local/list-flink-jars.mjs; not to be edited.
 */
import type { FlinkJar } from '../flink-jars.js';

${list(cluster)}
${exported('CLUSTER_JARS')}`,
);
console.log(`${embedded.length} jars, and ${cluster.length} for a cluster`);
