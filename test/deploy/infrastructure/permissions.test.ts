/** Names, places and clusters, and what the role must be allowed for each: pure functions. */
import { describe, expect, test } from '@jest/globals';
import { clusterOf, indexPermissions } from '../../../deploy/infrastructure/index-access.js';
import { logicalId } from '../../../deploy/infrastructure/logical-id.js';
import { requiredPermissions, type Permission } from '../../../deploy/infrastructure/permissions.js';
import { isMade, placeOf } from '../../../deploy/infrastructure/place.js';
import { policyOf } from '../../../deploy/infrastructure/policy.js';
import { popularity } from './compiled.js';
import { COLLECTION, ENDPOINT, plain } from './targets.js';

const home = { account: '123456789012', region: 'eu-central-1' };
const actionsOn = (permissions: readonly Permission[], resource: string): string[] =>
  permissions.filter((permission) => permission.resource === resource).map(({ action }) => action);

describe('places', () => {
  test.each([
    ['stream', 'plays', 'arn:aws:kinesis:eu-central-1:123456789012:stream/plays', true],
    ['stream', 'arn:aws:kinesis:eu-west-1:123456789012:stream/plays', undefined, false],
    ['stream', 'arn:aws:kinesis:eu-central-1:210987654321:stream/plays', undefined, false],
    ['queue', 'letters', 'arn:aws:sqs:eu-central-1:123456789012:letters', true],
    [
      'queue',
      'https://sqs.eu-central-1.amazonaws.com/123456789012/letters',
      'arn:aws:sqs:eu-central-1:123456789012:letters',
      true,
    ],
    [
      'queue',
      'https://sqs.eu-west-1.amazonaws.com/123456789012/letters',
      'arn:aws:sqs:eu-west-1:123456789012:letters',
      false,
    ],
    ['delivery-stream', 'raw', 'arn:aws:firehose:eu-central-1:123456789012:deliverystream/raw', true],
    [
      'table',
      'arn:aws:dynamodb:eu-central-1:123456789012:table/titles',
      'arn:aws:dynamodb:eu-central-1:123456789012:table/titles',
      true,
    ],
    ['bucket', 'letters', 'arn:aws:s3:::letters', true],
  ] as const)('%s %s', (kind, name, arn, isHere) => {
    const place = placeOf({ kind, name }, home);
    expect(place).toMatchObject({ arn: arn ?? name, isHere });
    expect(place.name).not.toMatch(/[:/]/);
  });

  test('of China, and of the government', () => {
    expect(placeOf({ kind: 'bucket', name: 'a' }, { ...home, region: 'cn-north-1' }).arn).toBe('arn:aws-cn:s3:::a');
    expect(placeOf({ kind: 'table', name: 'a' }, { ...home, region: 'us-gov-west-1' }).arn).toMatch(/^arn:aws-us-gov:/);
  });

  test('external by either name', () => {
    const stream = { kind: 'stream', logical: 'plays', name: 'prod-plays' } as const;
    const made = (...external: string[]): boolean => isMade(stream, { ...home, external });
    expect([made(), made('plays'), made('prod-plays'), made('other')]).toEqual([true, false, false, true]);
  });
});

test('ids tell names apart that have the same letters', () => {
  expect(logicalId('playback-raw', 'Stream')).toBe('PlaybackRawStream');
  const names = ['a-b1', 'a-b-1', 'ab1', 'a_b1', 'A-b1', 'a.b1', 'a-B1'];
  expect(new Set(names.map((name) => logicalId(name, ''))).size).toBe(names.length);
  for (const name of names) expect(logicalId(name, 'X')).toMatch(/^[A-Za-z0-9]+$/);
});

test('clusters by their endpoints', () => {
  expect(clusterOf(ENDPOINT)).toEqual({ kind: 'domain', name: 'titles', region: 'eu-central-1' });
  expect(clusterOf('https://vpc-my-own-domain-a1b2c3d4e5f6g7h8i9j0k1l2m3.us-east-1.es.amazonaws.com/')).toEqual({
    kind: 'domain',
    name: 'my-own-domain',
    region: 'us-east-1',
  });
  expect(clusterOf(COLLECTION)).toEqual({ kind: 'collection', id: '07tjusf2h91cunochc', region: 'eu-central-1' });
  expect(clusterOf('https://search.acme.example')).toEqual({ kind: 'other' });
});

test('an index by how requests to it are signed', () => {
  const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:search-AbCdEf';
  const of = (endpoint: string, credentials?: string): string[] =>
    indexPermissions({ index: 'live', endpoint, credentials }, home).map(
      ({ action, resource }) => `${action} ${resource}`,
    );
  expect(of(ENDPOINT)).toEqual(['es:ESHttpPost arn:aws:es:eu-central-1:123456789012:domain/titles/live/_bulk']);
  expect(of('https://search.acme.example')).toEqual([
    'es:ESHttpPost arn:aws:es:eu-central-1:123456789012:domain/*/live/_bulk',
  ]);
  expect(of(COLLECTION)).toEqual([
    'aoss:APIAccessAll arn:aws:aoss:eu-central-1:123456789012:collection/07tjusf2h91cunochc',
  ]);
  expect(of(ENDPOINT, secret)).toEqual([`secretsmanager:GetSecretValue ${secret}`]);
  expect(of(ENDPOINT, 'none')).toEqual([]);
});

describe('what the role must be allowed', () => {
  const names = { 'title-popularity-live.endpoint': ENDPOINT };

  test('a queue by its URL is not looked up, and a stream of another account is read there', async () => {
    const { bundle } = await popularity();
    const permissions = requiredPermissions(
      bundle,
      plain('title-popularity', {
        ...names,
        playback: 'arn:aws:kinesis:eu-west-1:210987654321:stream/playback',
        'title-popularity-dead-letters': 'sqs:https://sqs.eu-central-1.amazonaws.com/123456789012/letters',
      }),
    );
    expect(actionsOn(permissions, 'arn:aws:sqs:eu-central-1:123456789012:letters')).toEqual(['sqs:SendMessage']);
    expect(actionsOn(permissions, 'arn:aws:kinesis:eu-west-1:210987654321:stream/playback')).toContain(
      'kinesis:GetRecords',
    );
  });

  test('an alias of a key is a condition, since policies know keys by their id', async () => {
    const { bundle } = await popularity();
    const alias = 'arn:aws:kms:eu-central-1:123456789012:alias/data';
    const permissions = requiredPermissions(bundle, { ...plain('title-popularity', names), kms: alias });
    expect(permissions.filter(({ use }) => use === 'use the key')).toEqual(
      ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
        action,
        resource: 'arn:aws:kms:eu-central-1:123456789012:key/*',
        use: 'use the key',
        condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ['alias/data'] } },
      })),
    );
  });

  test('a policy names each use once, and loses nothing', async () => {
    const { bundle } = await popularity();
    const permissions = requiredPermissions(bundle, plain('title-popularity', names));
    const { Statement } = policyOf(permissions) as unknown as {
      Statement: { Sid: string; Action: string[]; Resource: string | string[] }[];
    };
    const ids = Statement.map(({ Sid }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    const written = Statement.flatMap(({ Action, Resource }) =>
      [Resource].flat().flatMap((resource) => Action.map((action) => `${action} ${resource}`)),
    );
    expect(written.sort()).toEqual(permissions.map(({ action, resource }) => `${action} ${resource}`).sort());
  });

  test('a name that is not bound is a bug of who asks', async () => {
    const { bundle } = await popularity();
    expect(() => requiredPermissions(bundle, plain('title-popularity', {}))).toThrow('is not bound');
  });
});
