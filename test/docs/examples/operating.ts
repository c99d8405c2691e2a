/** PC83…: an application that is there already, and what is done to it by hand. */
import { deployOperate } from '../../../compiler/diagnostics/catalog/deploy-operate.js';
import { prose, sh, type Examples } from './example.js';

const application = 'title-popularity';
const words = 'title-popularity --env production';
const SNAPSHOT = 'pipectl-v7-20260131T120000Z';

export const operating: Examples<keyof typeof deployOperate> = {
  applicationBusy: {
    params: { application, status: 'UPDATING', operation: 'UpdateApplication', since: '40 s', words },
    wrong: sh(`pipectl deploy ${words} --yes &\npipectl stop ${words}`),
    right: sh(`pipectl deploy ${words} --yes\npipectl stop ${words}`),
  },
  operationEndless: {
    params: { application, status: 'STOPPING', operation: 'StopApplication', since: '31 min', words },
    wrong: sh(`pipectl stop ${words}`),
    right: sh(`pipectl stop ${words} --force`),
  },
  sourceBroken: {
    params: {
      file: 'pipelines/title-popularity/pipeline.ts',
      pipeline: application,
      problem: "Cannot find name 'kinesiss'.",
    },
    wrong: sh(`pipectl status ${words}`),
    right: sh(`pipectl compile title-popularity --no-planner\npipectl status ${words}`),
  },
  stopRefused: {
    params: {
      application,
      reason: 'the job is restarting and no snapshot can be taken',
      loss: `the next start goes on from snapshot ${SNAPSHOT} of 3 h 20 min ago and reads again what has come since.`,
      words,
    },
    wrong: sh(`pipectl stop ${words}`),
    right: sh(`pipectl stop ${words} --force --yes\npipectl deploy ${words} --yes`),
  },
  startRefused: {
    params: { application, from: 'before-the-migration', words },
    wrong: sh(`pipectl start ${words} --from before-the-migration`),
    right: sh(`pipectl stop ${words}\npipectl start ${words} --from before-the-migration`),
  },
  startFailed: {
    params: { application, reason: 'the role can not read the jar', words },
    wrong: sh(`pipectl start ${words}`),
    right: prose('The role is allowed `s3:GetObject` on the jar, and the same command starts the application.'),
  },
  startUnhealthy: {
    params: {
      application,
      reason:
        "its job has restarted 3 times while it was watched; first failure in 'popularity' (pipeline.ts:21:3): no",
      words,
    },
    wrong: sh(`pipectl start ${words}`),
    right: sh(`pipectl logs ${words}\npipectl stop ${words} --force --yes\npipectl deploy ${words} --yes`),
  },
  noSuchSnapshot: {
    params: { written: 'before-migration', application, known: ['before-the-migration', SNAPSHOT], near: [], words },
    wrong: sh(`pipectl start ${words} --from before-migration`),
    right: sh(`pipectl snapshots list ${words}\npipectl start ${words} --from before-the-migration`),
  },
  snapshotUnusable: {
    params: { name: SNAPSHOT, status: 'FAILED', words },
    wrong: sh(`pipectl start ${words} --from ${SNAPSHOT}`),
    right: sh(`pipectl start ${words} --from latest`),
  },
  snapshotFailed: {
    params: { name: 'before-the-migration', application, status: 'FAILED', words },
    wrong: sh(`pipectl snapshots create ${words} --name before-the-migration`),
    right: sh(`pipectl logs ${words}\npipectl snapshots create ${words} --name before-the-migration-2`),
  },
  snapshotOfStopped: {
    params: { application, words },
    wrong: sh(`pipectl stop ${words}\npipectl snapshots create ${words}`),
    right: sh(`pipectl stop ${words}\npipectl snapshots list ${words}`),
  },
  stateLeftBehind: {
    params: { application, snapshots: 3, newest: `${SNAPSHOT} of 12 min ago`, words },
    wrong: sh(`pipectl start ${words} --from nothing`),
    right: sh(`pipectl start ${words}`),
  },
  logsMissing: {
    params: { what: "there is no log group '/pipectl/title-popularity'", application, words },
    wrong: sh(`pipectl logs ${words}`),
    right: sh(`pipectl deploy ${words} --yes\npipectl logs ${words}`),
  },
  jarUnreadable: {
    params: {
      application,
      key: 'pipectl/title-popularity/3f2a.jar',
      reason: 's3:GetObject failed: AccessDenied',
      words,
    },
    wrong: sh(`pipectl status ${words}`),
    right: prose('The caller is allowed `s3:GetObject` on `acme-artifacts/pipectl/*`.'),
  },
};
