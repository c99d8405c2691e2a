/** Least privilege and alarms, measured: a job runs with the role of its template, and does what the template expects of it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { resourcesOf } from '../../compiler/ir/resources.js';
import { metricsOf } from '../../deploy/infrastructure/alarms/alarm.js';
import { alarmsOf } from '../../deploy/infrastructure/alarms/alarms-of.js';
import { graphsOf } from '../../deploy/infrastructure/dashboard/graphs-of.js';
import { metricsOfGraph } from '../../deploy/infrastructure/dashboard/widget.js';
import type { Metric } from '../../deploy/infrastructure/metrics.js';
import { repository } from '../oracle/run-pipeline.js';
import { testSources } from '../support/compile-case.js';
import { compilePipeline, type CompiledPipeline } from './harness/package-pipeline.js';
import { NAMES, rehearse, type Rehearsal } from './permissions/everything.js';
import { isMeasured } from './permissions/measured.js';
import { documentedActions, rarity, refusals, unused, usedActions } from './permissions/used-permissions.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-permissions-'));
/** Processes of Flink beside those of other tests, on two cores. */
const SLOW_MS = 400_000;
let rehearsal: Rehearsal;
let ofAlarms: readonly Metric[];
let ofGraphs: readonly Metric[];

beforeAll(async () => {
  const file = testSources('deploy', 'infrastructure', 'pipelines', 'everything', 'pipeline.ts');
  const pipeline = await compilePipeline(file);
  [ofAlarms, ofGraphs] = watchedOf(pipeline);
  rehearsal = await rehearse(folder, pipeline, [...ofAlarms, ...ofGraphs]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the role', () => {
  test('allows everything that the job asks for', () => {
    expect(rehearsal.denied).toEqual([]);
    expect(refusals(rehearsal)).toEqual([]);
  });

  test('allows nothing that no job asks for, but for what is rare with a reason', () => {
    expect(unused(rehearsal)).toEqual([]);
    expect(
      rehearsal.permissions.filter((permission) => rarity(permission) !== null).map(({ action }) => action),
    ).toEqual([
      's3:GetObject',
      's3:GetObjectVersion',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      'kinesis:DescribeStreamSummary',
    ]);
  });

  test('is used as documented', () => {
    const guide = readFileSync(join(repository, 'docs', 'infrastructure.md'), 'utf8');
    expect(usedActions(rehearsal)).toEqual(documentedActions(guide, 'one of everything'));
    const rare = rehearsal.permissions.filter((permission) => rarity(permission) !== null);
    expect(documentedActions(guide, 'nothing: ')).toEqual(expect.arrayContaining(rare.map(({ action }) => action)));
  });

  test('without one of its permissions something would be refused', () => {
    const { permissions, calls } = rehearsal;
    const without = permissions.filter(({ action }) => action !== 'dynamodb:DeleteItem');
    expect(refusals({ permissions: without, calls })).toEqual([
      expect.stringMatching(/^the role does not allow dynamodb:DeleteItem on .*table\/new-users$/),
    ]);
  });
});

describe('what is watched is measured', () => {
  test('by alarms', () => {
    expect(ofAlarms.length).toBeGreaterThan(20);
    expect(ofAlarms.filter((metric) => !isMeasured(metric, rehearsal.measured))).toEqual([]);
  });

  test('by the dashboard', () => {
    expect(ofGraphs.filter((metric) => !isMeasured(metric, rehearsal.measured))).toEqual([]);
  });
});

function watchedOf({ bundle }: CompiledPipeline): [alarms: readonly Metric[], graphs: readonly Metric[]] {
  const watched = { application: 'everything', account: '000000000000', region: 'us-east-1', runtime: 'FLINK-2_2' };
  const resources = resourcesOf(bundle, { ...NAMES, 'users-live.endpoint': 'https://search.example' });
  const alarms = alarmsOf(bundle, resources, watched);
  return [alarms.flatMap(metricsOf), graphsOf(bundle, resources, watched).flatMap(metricsOfGraph)];
}
