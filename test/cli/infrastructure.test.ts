/** `pipectl infrastructure` as a user runs it: where the template goes, and what makes that there is none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { clicks, folderWith, json, pipectl } from './pipectl.js';

const yaml = (more = ''): string => `environments:
  production:
    account: '123456789012'
    region: eu-central-1
    artifacts: s3://acme-artifacts/pipectl
    role: arn:aws:iam::123456789012:role/clicks
${more}`;
const project = (more?: string, pipeline = clicks('clicks')): string =>
  folderWith({ 'pipelines/clicks/pipeline.ts': pipeline, 'pipectl.yaml': yaml(more) });
const COMMAND = ['infrastructure', 'clicks', '--env', 'production'];

test('on standard output, into a file, and in the document: the same template', async () => {
  const cwd = project();
  const { code, stdout, stderr } = await pipectl(COMMAND, { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect((await pipectl([...COMMAND, '--out', 'made/clicks.yaml'], { cwd })).stderr).toBe('wrote made/clicks.yaml\n');
  expect(readFileSync(join(cwd, 'made/clicks.yaml'), 'utf8')).toBe(stdout);
  const { template, application } = await json(COMMAND, { cwd });
  expect(application).toBe('clicks');
  expect(template).toMatchObject({ Resources: parse(stdout).Resources });
});

test('what an environment calls its own, shares, or keys', async () => {
  const cwd = project(`    lake: s3://acme-lake/streams/
    external: [clicks-in]
    names: { stream.clicks: clicks-in }
    pipelines: { clicks: { application: counting, external: [raw] } }
`);
  const { template } = await json(COMMAND, { cwd });
  const { Resources } = template as { Resources: Record<string, { Type: string }> };
  const types = Object.values(Resources).map(({ Type }) => Type);
  expect(types).not.toContain('AWS::Kinesis::Stream');
  expect(types).not.toContain('AWS::KinesisFirehose::DeliveryStream');
  expect(types).not.toContain('AWS::S3::Bucket');
  expect(JSON.stringify(Resources['ExecutionRole'])).toContain(
    'arn:aws:kinesis:eu-central-1:123456789012:stream/clicks-in',
  );
  expect(Resources['LogGroup']).toMatchObject({ Properties: { LogGroupName: '/pipectl/counting' } });
});

test.each([
  ['an index whose endpoint nobody knows', '', withIndex(), 'PC8401'],
  ['two columns that Glue would take for one', '', withTwins(), 'PC8402'],
  ['an alias of a key', '    kms: arn:aws:kms:eu-central-1:123456789012:alias/data\n', clicks('clicks'), 'PC8404'],
  ['an external resource that is no text', '    external: [1]\n', clicks('clicks'), 'PC9063'],
])('%s is refused', async (_what, more, pipeline, code) => {
  const { exitCode, diagnostics } = await json(COMMAND, { cwd: project(more, pipeline) });
  expect(exitCode).toBe(1);
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
});

test('a file that can not be written, an environment that is not there, and none at all', async () => {
  const cwd = project();
  const { diagnostics, exitCode } = await json([...COMMAND, '--out', 'pipectl.yaml/template.yaml'], { cwd });
  expect([exitCode, diagnostics[0]?.code]).toEqual([1, 'PC8403']);
  expect((await json(['infrastructure', 'clicks', '--env', 'prodction'], { cwd })).diagnostics[0]?.code).toBe('PC9066');
  expect((await json(['infrastructure', 'clicks', '--env', 'local'], { cwd })).exitCode).toBe(1);
  expect((await pipectl(['infrastructure', 'clicks'], { cwd })).code).toBe(64);
});

function withIndex(): string {
  return `import { kinesis, opensearch, pipeline, seconds } from 'pipectl';
interface Click { userId: string; at: Date }
const clicks = kinesis<Click>({ stream: 'clicks', time: (e) => e.at, outOfOrder: seconds(1) });
export default pipeline('clicks', [clicks.to(opensearch({ index: 'clicks-live', id: (e) => e.userId }))]);
`;
}

function withTwins(): string {
  return `import { firehose, kinesis, pipeline, seconds } from 'pipectl';
interface Click { userId: string; userID: string; at: Date }
const clicks = kinesis<Click>({ stream: 'clicks', time: (e) => e.at, outOfOrder: seconds(1) });
export default pipeline('clicks', [clicks.to(firehose({ deliveryStream: 'raw' }))]);
`;
}
