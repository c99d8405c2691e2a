/** The reviewed templates; `npm run judge` has cfn-lint and CloudFormation look at the same files. */
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { infrastructureOf } from '../../../deploy/infrastructure/infrastructure-of.js';
import { templateText } from '../../../deploy/infrastructure/template-text.js';
import { testSources } from '../../support/compile-case.js';
import '../../support/golden.js';
import { everything, popularity } from './compiled.js';
import { COLLECTION, ENDPOINT, full, plain } from './targets.js';

const golden = (name: string): string => testSources('deploy', 'infrastructure', 'golden', `${name}.yaml`);

test('title-popularity', async () => {
  const { bundle, job } = await popularity();
  const template = infrastructureOf(
    bundle,
    job,
    plain('title-popularity', { 'title-popularity-live.endpoint': ENDPOINT }),
  );
  const text = templateText(template);
  expect(text).toMatchGoldenFile(golden('title-popularity'));
  expect(parse(text)).toEqual(JSON.parse(JSON.stringify({ ...template })));
});

test('one of everything, with a key, a network and tags', async () => {
  const { bundle, job } = await everything();
  const names = { 'users-live.endpoint': ENDPOINT, 'everything-dead-letters': 's3:acme-letters/everything' };
  const text = templateText(infrastructureOf(bundle, job, full('everything', names)));
  expect(text).toMatchGoldenFile(golden('everything'));
});

test('what exists already is left out; an index in a collection', async () => {
  const { bundle, job } = await popularity();
  const names = {
    playback: 'arn:aws:kinesis:eu-central-1:210987654321:stream/playback',
    'title-popularity-live.endpoint': COLLECTION,
    'title-popularity-dead-letters': 'kinesis:letters',
  };
  const text = templateText(
    infrastructureOf(bundle, job, {
      ...plain('title-popularity', names),
      lake: { bucket: 'acme-lake', prefix: 'streams' },
      external: ['title-popularity', 'letters'],
    }),
  );
  expect(text).toMatchGoldenFile(golden('collection'));
});

test('the same input has the same bytes', async () => {
  const [one, other] = await Promise.all([everything(), everything()]);
  const names = { 'users-live.endpoint': ENDPOINT };
  expect(templateText(infrastructureOf(one.bundle, one.job, full('everything', names)))).toBe(
    templateText(infrastructureOf(other.bundle, other.job, full('everything', names))),
  );
});
