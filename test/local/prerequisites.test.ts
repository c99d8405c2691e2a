/** What the embedded Flink needs, and what is said when it is missing. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { cacheFolder } from '../../local/cache.js';
import { FLINK_JARS } from '../../local/flink-jars.js';
import { fileNameOf, flinkPom } from '../../local/flink-pom.js';
import { jarsInCache, verifyJars } from '../../local/install-flink.js';
import { findJava, majorOf } from '../../local/java.js';
import { OPENED } from '../../local/jvm-options.js';
import { packageRoot } from '../../local/package-root.js';
import { popularityBundle } from './popularity-bundle.js';
import { removeFolders, temporaryFolder } from './shared-flink.js';

afterAll(removeFolders);

const refusedAs = (name: string) => ({ diagnostics: [expect.objectContaining({ name })] });

function fakeJava(version: string): string {
  const home = temporaryFolder();
  mkdirSync(join(home, 'bin'));
  const java = join(home, 'bin', 'java');
  writeFileSync(java, `#!/bin/sh\necho 'openjdk version "${version}" 2018-10-16' >&2\n`);
  chmodSync(java, 0o755);
  return home;
}

test('finds the Java of this machine', async () => {
  const { version } = await findJava();
  expect(majorOf(version)).toBeGreaterThanOrEqual(17);
});

test('says when there is no Java, or not the one that JAVA_HOME promises', async () => {
  await expect(findJava({ PATH: temporaryFolder() })).rejects.toMatchObject(refusedAs('javaMissing'));
  await expect(findJava({ JAVA_HOME: temporaryFolder() })).rejects.toMatchObject(refusedAs('javaMissing'));
});

test('says when Java is too old', async () => {
  await expect(findJava({ JAVA_HOME: fakeJava('11.0.2') })).rejects.toMatchObject(refusedAs('javaTooOld'));
  await expect(findJava({ JAVA_HOME: fakeJava('1.8.0_392') })).rejects.toMatchObject(refusedAs('javaTooOld'));
  expect((await findJava({ JAVA_HOME: fakeJava('21-ea') })).version).toBe('21-ea');
});

test('the cache is where the user wants it', () => {
  expect(cacheFolder({ PIPECTL_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'pipectl'));
  expect(cacheFolder({})).toMatch(/\.cache\/pipectl$/);
});

test("the JVM is opened as Maven's test JVM is", () => {
  const file = readFileSync(join(packageRoot(), 'runtime-jar', 'jvm.opts'), 'utf8');
  expect(OPENED).toEqual(file.trim().split('\n'));
});

test('the server gets warm with the bundle that these tests run', () => {
  const resource = 'runtime-jar/local/src/main/resources/dev/pipectl/local/warmth.json';
  // When this fails:  node runtime-jar/local/write-warmth.mjs
  expect(JSON.parse(readFileSync(join(packageRoot(), resource), 'utf8'))).toEqual(popularityBundle);
});

test('the pom names every jar once, and nothing that comes along', () => {
  const pom = flinkPom(FLINK_JARS);
  expect(pom.match(/<dependency>/g)).toHaveLength(FLINK_JARS.length);
  expect(pom.match(/<artifactId>\*<\/artifactId>/g)).toHaveLength(FLINK_JARS.length);
  expect(new Set(FLINK_JARS.map(fileNameOf)).size).toBe(FLINK_JARS.length);
});

test('a jar that is not the right one, or is missing, is refused, by the name of what is fetched', async () => {
  const folder = temporaryFolder();
  const [first, second] = FLINK_JARS;
  if (first === undefined || second === undefined) throw new Error('Flink has no jars');
  const set = { title: 'OpenSearch 9', jars: [first, second] };
  const said = (name: string) => ({
    diagnostics: [expect.objectContaining({ name, message: expect.stringContaining('OpenSearch 9') })],
  });
  await expect(verifyJars(folder, set)).rejects.toMatchObject(said('jarsNotFetched'));
  writeFileSync(join(folder, fileNameOf(first)), 'half a download');
  await expect(verifyJars(folder, set)).rejects.toMatchObject(said('jarDiffers'));
});

test('without Maven it is said what can not be fetched', async () => {
  const { PATH, PIPECTL_CACHE } = process.env;
  const set = { name: 'search-9', title: 'OpenSearch 9', size: '52 MB', jars: FLINK_JARS };
  try {
    process.env['PATH'] = temporaryFolder();
    process.env['PIPECTL_CACHE'] = temporaryFolder();
    const message = 'OpenSearch 9 is not in the cache yet, and no mvn is on the PATH to fetch it';
    await expect(jarsInCache(set, () => undefined)).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ name: 'mavenMissing', message })],
    });
  } finally {
    Object.assign(process.env, { PATH, PIPECTL_CACHE });
    if (PIPECTL_CACHE === undefined) delete process.env['PIPECTL_CACHE'];
  }
});
