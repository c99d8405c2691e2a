/** One plan for every binding, one operator for every stage, the same bytes every time. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { bindToFiles, changedTables } from '../../local/bind.js';
import { compiledCase, repository, sharedFlink, testSources } from '../support/compile-case.js';
import { compiledText } from '../support/following.js';
import { countKind } from '../support/uids.js';

const CASES = [
  join(repository, 'pipelines', 'title-popularity'),
  ...['continuous/filtered-and-mapped', 'source/computed-time-and-rules', 'sink/every-sink', 'window/cascaded'].map(
    (name) => testSources('golden', name),
  ),
].map((folder) => join(folder, 'pipeline.ts'));

test.each(CASES)('%s has one plan for AWS and for files', async (entry) => {
  const { bundle } = await compiledCase(entry);
  const flink = await sharedFlink();
  const answer = await flink.plan(bundle);
  if (!('plan' in answer)) throw new Error(JSON.stringify(answer));
  const inputs = Object.fromEntries(
    bundle.ledger.filter(({ kind }) => kind === 'source').map(({ stage }) => [stage, ['/in']]),
  );
  const options = bindToFiles(bundle, { inputs, directory: '/out', changed: changedTables(answer.plan) });
  const onFiles: Bundle = {
    ...bundle,
    statements: bundle.statements.map((statement) =>
      statement.kind === 'table' ? { ...statement, options: options[statement.name] ?? {} } : statement,
    ),
  };
  expect(JSON.stringify(await flink.plan(onFiles))).toBe(JSON.stringify(answer));
});

test('two outputs that use different aggregates of a stage share its one aggregate', async () => {
  const { plan } = await compiledText(`
import { count, countDistinct, firehose, kinesis, minutes, pipeline, seconds, sum, tumble } from 'pipectl';
interface Play { user: string; title: string; seconds: number; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(5) });
const perTitle = plays.keyBy(e => ({ title: e.title })).window(tumble(minutes(1)))
  .aggregate({ plays: count(), users: countDistinct(e => e.user), seconds: sum(e => e.seconds) });
export default pipeline('shared', [
  perTitle.map(r => ({ title: r.title, plays: r.plays })).to(firehose({ deliveryStream: 'plays-per-title' })),
  perTitle.map(r => ({ title: r.title, users: r.users, seconds: r.seconds })).to(firehose({ deliveryStream: 'users-per-title' })),
  plays.to(firehose({ deliveryStream: 'raw' })),
]);
`);
  expect(countKind(plan, 'global-window-aggregate')).toBe(1);
  expect(countKind(plan, 'table-source-scan')).toBe(1);
  expect(countKind(plan, 'sink')).toBe(4);
});

test('the same input gives the same bytes, whatever was planned in between', async () => {
  const [first = '', other = ''] = CASES;
  const bytes = async (entry: string): Promise<string> => {
    const { bundle, sql, job, plan } = await compiledCase(entry);
    return JSON.stringify([bundle, sql, job, plan]);
  };
  const before = await bytes(first);
  await bytes(other);
  expect(await bytes(first)).toBe(before);
});

test('no byte depends on where the project lies', async () => {
  const text = `
import { firehose, kinesis, pipeline, seconds } from 'pipectl';
interface Play { user: string; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(5) });
export default pipeline('anywhere', [plays.to(firehose({ deliveryStream: 'raw' }))]);
`;
  const [here, there] = [await compiledText(text), await compiledText(text)];
  expect(JSON.stringify([there.bundle, there.sql, there.plan])).toBe(
    JSON.stringify([here.bundle, here.sql, here.plan]),
  );
});
