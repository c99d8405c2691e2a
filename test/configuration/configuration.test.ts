/** pipectl.yaml: what is wrong is said at its place, all at once. */
import { expect, test } from '@jest/globals';
import { environmentOf } from '../../cli/configuration/environment.js';
import { parseConfiguration } from '../../cli/configuration/read-configuration.js';
import type { Host } from '../../cli/host.js';
import { positionOf } from '../../compiler/diagnostics/render.js';
import type { Bundle } from '../../compiler/ir/bundle.js';

/** `line:column code message | hint` of each diagnostic, and the text that it marks. */
function said(text: string): string[] {
  return parseConfiguration(text, 'pipectl.yaml').diagnostics.map(({ code, message, hint, span }) => {
    const { line, column } = positionOf(text, span?.start ?? 0);
    return `${line}:${column} «${text.slice(span?.start, span?.end)}» ${code} ${message} | ${hint}`;
  });
}

const WHOLE = `
environments:
  production:
    account: '012345678901'
    region: eu-central-1
    artifacts: s3://acme-artifacts/pipectl
    role: arn:aws:iam::012345678901:role/pipectl
    tags: { team: data, cost-center: '42' }
    vpc:
      subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e]
      securityGroups: [sg-0a1b2c3d]
    kms: arn:aws:kms:eu-central-1:012345678901:key/1234abcd-12ab-34cd-56ef-1234567890ab
    names:
      playback: prod-playback
      title-popularity-dead-letters: kinesis:prod-letters
    pipelines:
      title-popularity: { parallelism: 8, names: { playback: other } }
  staging: { account: '210987654321', region: us-gov-west-1 }
`;

test('all that it can say', () => {
  const { value, diagnostics } = parseConfiguration(WHOLE, 'pipectl.yaml');
  expect(diagnostics).toEqual([]);
  expect(value?.environments['production']).toMatchObject({
    account: '012345678901',
    tags: { 'cost-center': '42' },
    names: { playback: 'prod-playback' },
    pipelines: { 'title-popularity': { parallelism: 8, names: { playback: 'other' } } },
  });
  expect(value?.environments['staging']).toEqual({ account: '210987654321', region: 'us-gov-west-1' });
});

test('an unknown key has a suggestion, at the key', () => {
  expect(said("environments:\n  a:\n    acount: '012345678901'\n    region: eu-central-1\n")).toEqual([
    expect.stringMatching(/^2:3 «a» PC9062 'a' has no 'account' \| add {2}account:$/),
    expect.stringMatching(/^3:5 «acount» PC9061 'a' has no setting 'acount' \| write {2}account$/),
  ]);
});

test('several mistakes are said in the order of the text', () => {
  const text = `environments:
  Production:
    account: 12345678901
    region: Frankfurt
    tags: { cost: 42 }
    vpc: { subnets: [], securityGroups: [sg-1, vpc-1] }
    pipelines:
      p: { parallelism: 0, paralelism: 2 }
environmets: {}
`;
  expect(said(text).map((line) => line.replace(/ \| .*/, ''))).toEqual([
    "2:3 «Production» PC9063 'Production' is not a name of lower-case letters, digits and hyphens, at most 32 of them, that begins with a letter",
    "3:14 «12345678901» PC9063 'account' is not the number of an AWS account, 12 digits in quotes",
    "4:13 «Frankfurt» PC9063 'region' is not an AWS region, such as eu-central-1",
    "5:19 «42» PC9063 'cost' is not a text; a number or true needs quotes",
    "6:21 «[]» PC9063 'subnets' is not a list of subnets, at least one",
    "6:48 «vpc-1» PC9063 'securityGroups' is not a security group's id, such as sg-0a1b2c3d",
    "8:25 «0» PC9063 'parallelism' is not a whole number of 1 or more",
    "8:28 «paralelism» PC9061 'p' has no setting 'paralelism'",
    "9:1 «environmets» PC9061 'pipectl.yaml' has no setting 'environmets'",
  ]);
});

test('what is no YAML is said where it stops', () => {
  expect(said("environments:\n  a: { account: '012345678901'\n")).toEqual([expect.stringMatching(/^3:1 .* PC9060 /)]);
  expect(said('environments: {}\nenvironments: {}\n')).toEqual([
    expect.stringMatching(/^2:1 .* PC9060 Map keys must be unique \|/),
  ]);
});

test('an empty file has no environments', () => {
  expect(said('')).toEqual([expect.stringContaining("'pipectl.yaml' has no 'environments'")]);
  expect(said('environments:\n')).toEqual([
    expect.stringContaining("PC9063 'environments' is not environments by name"),
  ]);
});

test('local is what pipectl dev runs', () => {
  expect(said("environments:\n  local: { account: '012345678901', region: eu-central-1 }\n")).toEqual([
    expect.stringMatching(/^2:3 «local» PC9064 /),
  ]);
});

test('anchors and merges work, and a mistake in them is said where they are used', () => {
  const text = (tags: string): string => `
environments:
  a: &common { account: '012345678901', region: eu-central-1, tags: ${tags} }
  b: { <<: *common, region: eu-west-1 }
`;
  const { value } = parseConfiguration(text('{ team: data }'), 'pipectl.yaml');
  expect(value?.environments['b']).toEqual({ account: '012345678901', region: 'eu-west-1', tags: { team: 'data' } });
  expect(said(text('{ team: 1 }'))).toHaveLength(2);
});

test('a name of one pipeline that is none of its resources is refused, with the nearest one', () => {
  const bundle = { pipeline: 'clicks', placeholders: [{ name: 'clicks', kind: 'stream' }] } as unknown as Bundle;
  const inEnvironment = (own: Record<string, string>) => () =>
    environmentOf({ cwd: '/' } as Host, {
      name: 'production',
      settings: {
        ...{ account: '012345678901', region: 'eu-west-1', names: { 'of-another': 'x' } },
        pipelines: { clicks: { names: own } },
      },
      bundle,
    });
  expect(inEnvironment({ clicks: 'prod-clicks' })()).toMatchObject({ names: { clicks: 'prod-clicks' } });
  expect(inEnvironment({ click: 'prod-clicks' })).toThrow("'clicks' touches nothing that it calls 'click'");
});
