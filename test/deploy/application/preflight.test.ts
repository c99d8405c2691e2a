/** What can be judged without asking anybody: limits, and trust policies as IAM gives them. */
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { checkLimits } from '../../../deploy/application/preflight/limits.js';
import { trusts } from '../../../deploy/application/preflight/role.js';
import { movedSince } from '../../../cli/deploy/plan-file.js';
import { planDeploy } from '../../../deploy/application/plan-deploy.js';
import { application, desired, options, situation } from './situations.js';

const policy = (statement: object): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
const service = (Service: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sts:AssumeRole',
  ...more,
});

test.each([
  [true, policy(service('kinesisanalytics.amazonaws.com'))],
  [true, policy(service(['ec2.amazonaws.com', 'kinesisanalytics.amazonaws.com'], { Action: ['sts:AssumeRole'] }))],
  [true, JSON.stringify({ Statement: service('kinesisanalytics.amazonaws.com') })],
  [false, policy(service('lambda.amazonaws.com'))],
  [false, policy(service('kinesisanalytics.amazonaws.com', { Effect: 'Deny' }))],
  [false, policy(service('kinesisanalytics.amazonaws.com', { Action: 'sts:TagSession' }))],
  [false, policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' })],
  [false, ''],
])('%p: %s', (expected, document) => {
  expect(trusts(document)).toBe(expected);
});

const bundle = { settings: { 'pipeline.max-parallelism': '128' }, placeholders: [{ name: 'playback', kind: 'x' }] };
const limits = (more: object): unknown[] =>
  [...checkLimits({ ...desired, ...more }, bundle as unknown as Bundle).problems].map((problem) =>
    problem.kind === 'over limit' ? problem.what : problem,
  );

test('limits', () => {
  expect(limits({})).toEqual([]);
  expect(limits({ parallelism: { tasks: 129, perKpu: 1, autoScaling: true } })).toEqual(['parallelism']);
  expect(limits({ parallelism: { tasks: 128, perKpu: 9, autoScaling: true } })).toEqual(['parallelism per KPU']);
  expect(limits({ name: 'a b' })).toEqual(['the name of the application']);
  expect(limits({ properties: {} })).toEqual([{ kind: 'name unbound', name: 'playback' }]);
  expect(limits({ properties: { playback: 'x'.repeat(2049) } })).toEqual(["characters of the name 'playback'"]);
});

test('a saved plan holds as long as the world does', () => {
  const planOf = (more: object) => {
    const planned = planDeploy(desired, situation(more), null, options);
    if (planned.kind !== 'plan') throw new Error(planned.kind);
    return planned.plan;
  };
  const saved = planOf({ isJarThere: false });
  expect(movedSince(saved, saved)).toBeNull();
  // Somebody has uploaded the same jar meanwhile.
  expect(movedSince(saved, planOf({}))).toBeNull();
  expect(movedSince(saved, planOf({ application: null }))).toBe('the application is gone');
  expect(movedSince(saved, planOf({ application: application({ versionId: 8 }) }))).toMatch(/was version 7 and is 8/);
  expect(movedSince(saved, planOf({ application: application({ status: 'READY' }) }))).toMatch(/RUNNING and is READY/);
  expect(movedSince(saved, planOf({ application: application({ conditionalToken: 'x' }) }))).toMatch(/changed/);
  expect(movedSince(saved, planOf({ isFailing: true }))).toBe('other steps would be taken now');
  expect(movedSince(saved, { ...saved, sha256: 'e' })).toMatch(/another jar/);
});
