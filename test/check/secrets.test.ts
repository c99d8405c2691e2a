/** What looks like a secret, and what only sounds like one. */
import { expect, test } from '@jest/globals';
import { secretsIn } from '../../compiler/emit/secrets.js';

const looks = (text: string): string[] => secretsIn(text).map((secret) => secret.looks);

/** Put together here, so that no scanner takes this file for a leak. */
const KEY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';
const RANDOM = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/');
const SHORT = ['x9$Lm2', '!qRt7'].join('');

test.each([
  ["`key` = 'AKIAIOSFODNN7EXAMPLE'", 'an AWS access key'],
  ['ASIAIOSFODNN7EXAMPLE', 'an AWS access key'],
  [`-----BEGIN PRIVATE KEY-----\n${KEY}`, 'a private key'],
  [`-----BEGIN RSA PRIVATE KEY-----\n${KEY}`, 'a private key'],
  [`-----BEGIN OPENSSH PRIVATE KEY-----\n${KEY}`, 'a private key'],
  [`jdbc:postgresql://db/app?user=app&password=${SHORT}`, 'a password'],
  [`aws_secret_access_key=${RANDOM}`, 'a password'],
  [`{"secretAccessKey":"${RANDOM}"}`, 'a password'],
  [`\`apiKey\` = '${RANDOM}'`, 'a password'],
  [`Password: ${SHORT}`, 'a password'],
  [`https://app:${SHORT}@search.example.com/`, 'a password in a URL'],
  [`ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6'}`, 'a GitHub token'],
  [`${'sk_'}live_4eC39HqLyjWDarjtT1zdp7dc`, 'a Stripe key'],
])('%j holds %s', (text, expected) => {
  expect(looks(text)).toContain(expected);
});

test.each([
  'password=',
  "`kind` = 'password-reset'",
  'password: must be at least 12 characters',
  'the password is case-sensitive-everywhere',
  'token=session-expired-2026-11-21',
  "`tokenType` = 'AccessTokenForDevices'",
  'secret=${jwt-signing-key}',
  'apiKey: arn:aws:secretsmanager:eu-west-1:000000000000:secret:api-key',
  "`passwordHint` = 'NameOfYourFirstPet1'",
  'AKIA',
  'TAKIAIOSFODNN7EXAMPLES',
  '-----BEGIN PUBLIC KEY-----',
  '-----BEGIN CERTIFICATE-----',
  'https://example.com/reset?step=2',
  'http://127.0.0.1:9200/',
  's3://bucket/prefix@v2',
  'sha1:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  "TABLE(TUMBLE(TABLE `popularity.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND))",
  '{"name":"accessToken","type":"string","nullable":true}',
  "PIPECTL_STRING_INCLUDES(`url`, 'token=') = TRUE AND `titleId` = 'Dune2'",
])('%j is ordinary', (text) => {
  expect(looks(text)).toEqual([]);
});

test('says where, so that nothing needs to repeat it', () => {
  const text = `url is jdbc:x?password=${SHORT}&ssl=true`;
  const [secret] = secretsIn(text);
  expect(text.slice(secret?.start, secret?.end)).toBe(SHORT);
});
