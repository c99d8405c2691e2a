/** What a deploy would change of an application and around it, in the sentences of a diff. */
import { expect, test } from '@jest/globals';
import type { ActualApplication } from '../../../deploy/application/actual.js';
import type { DesiredApplication } from '../../../deploy/application/desired.js';
import { planDeploy } from '../../../deploy/application/plan-deploy.js';
import { applicationDifferences } from '../../../deploy/diff/application-differences.js';
import { settingsChanges } from '../../../deploy/diff/settings-changes.js';
import { application, desired, options, situation } from '../application/situations.js';

function told(actual: ActualApplication, wanted: DesiredApplication = desired): string[] {
  const planned = planDeploy(wanted, situation({ application: actual }), null, options);
  if (planned.kind !== 'plan') throw new Error(planned.kind);
  return settingsChanges(applicationDifferences(wanted, actual, planned.plan.steps)).map(({ kind, what, sentence }) =>
    [kind, what, sentence].join(': '),
  );
}

test('another jar alone is nothing: what is in it has lines of its own', () => {
  expect(told(application())).toEqual([]);
});

test('settings, names, tags and where it runs', () => {
  const wanted: DesiredApplication = {
    ...desired,
    parallelism: { ...desired.parallelism, tasks: 4 },
    properties: { playback: 'prod-playback-v2', titles: 'prod-titles' },
    tags: { ...desired.tags, team: 'streams', cost: '42' },
    vpc: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] },
  };
  expect(told(application({ runtime: 'FLINK-1_20' }), wanted)).toEqual([
    'changed: runtime: runs on FLINK-2_2 instead of FLINK-1_20',
    'changed: setting: runs with parallelism 4 instead of 2',
    "changed: name: the name 'playback' is prod-playback-v2 instead of prod-playback",
    "added: name: the name 'titles' is new: prod-titles",
    "changed: tag: the tag 'team' is streams instead of data",
    "added: tag: the tag 'cost' is new: 42",
    'added: setting: VPC is new: subnet-1, subnet-2',
  ]);
});

test('what was changed by hand is seen', () => {
  const actual = application({ role: 'arn:aws:iam::123456789012:role/other', loggingOptions: [] });
  expect(told(actual)).toEqual([
    `changed: setting: runs as ${desired.role} instead of arn:aws:iam::123456789012:role/other`,
    `added: setting: log stream is new: ${desired.logStreamArn}`,
  ]);
});
