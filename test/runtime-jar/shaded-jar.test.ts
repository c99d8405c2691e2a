/** What the jar that is deployed holds: every connector, one AWS SDK with one HTTP client, the licence and the notices. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { packageRoot } from '../../local/package-root.js';

const jar = join(packageRoot(), 'jars', 'pipectl-runtime.jar');

const names: string[] = [];
const texts = unzipSync(readFileSync(jar), {
  filter: ({ name }) => {
    names.push(name);
    return /^META-INF\/(services\/.*|LICENSE|NOTICE|maven\/software\.amazon\.awssdk\/[^/]*\/pom\.properties)$/.test(name);
  },
});

const text = (name: string): string => Buffer.from(texts[name] ?? []).toString('utf8');

/** The classes of a file of the service loader. */
const services = (type: string): string[] =>
  text(`META-INF/services/${type}`)
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .sort();

test('it is below what Flink takes by default', () => {
  expect(statSync(jar).size).toBeLessThan(100 * 1024 * 1024);
});

test('every connector of ours is there to be found, and its class too', () => {
  const factories = services('org.apache.flink.table.factories.Factory');
  expect(factories).toEqual([
    'dev.pipectl.connectors.deadletters.DeadLettersTableFactory',
    'dev.pipectl.connectors.dynamodb.DynamoDbTableFactory',
    'dev.pipectl.connectors.files.FilesTableFactory',
    'dev.pipectl.connectors.firehose.FirehoseTableFactory',
    'dev.pipectl.connectors.kinesis.KinesisTableFactory',
    'dev.pipectl.connectors.opensearch.OpenSearchTableFactory',
  ]);
  const classes = factories.map((name) => `${name.replaceAll('.', '/')}.class`);
  expect(names).toEqual(expect.arrayContaining(classes));
});

test('all parts of the AWS SDK have one version', () => {
  const versions = Object.keys(texts)
    .filter((name) => name.endsWith('/pom.properties'))
    .map((name) => /^version=(.*)$/m.exec(text(name))?.[1]);
  expect(versions.length).toBeGreaterThan(20);
  expect([...new Set(versions)]).toEqual(['2.40.3']);
});

test('the AWS SDK has one HTTP client, and Flink has its logging to itself', () => {
  expect(services('software.amazon.awssdk.http.SdkHttpService')).toEqual([
    'software.amazon.awssdk.http.apache.ApacheSdkHttpService',
  ]);
  expect(services('software.amazon.awssdk.http.async.SdkAsyncHttpService')).toEqual([]);
  const foreign = /^(io\/netty|org\/slf4j|org\/apache\/flink|org\/apache\/logging|com\/fasterxml)\//;
  expect(names.filter((name) => foreign.test(name))).toEqual([]);
});

test('the licence and the notices are inside, each once', () => {
  expect(text('META-INF/LICENSE')).toBe(readFileSync(join(packageRoot(), 'LICENSE'), 'utf8'));
  for (const holder of ['pipectl', 'AWS SDK for Java', 'Apache HttpClient', 'Apache Commons Codec', 'Jackson JSON processor'])
    expect(text('META-INF/NOTICE')).toContain(holder);
  expect(names.filter((name) => /^META-INF\/(LICENSE|NOTICE|DEPENDENCIES)[^/]*$/.test(name)).sort()).toEqual([
    'META-INF/LICENSE',
    'META-INF/NOTICE',
  ]);
});
