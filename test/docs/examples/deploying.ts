/** PC8…: environments and the services in them. */
import { deploy } from '../../../compiler/diagnostics/catalog/deploy.js';
import { json, prose, sh, yaml, type Examples } from './example.js';

const LIST = 'pipectl dead-letters list title-popularity --env production';
const REDRIVE = 'pipectl dead-letters redrive title-popularity --env production';
const environment = 'production';
const target = 'sqs:title-popularity-dead-letters';
const ids = ['2b6f7b8e4f508785f618f8cc5e6a2b19'];
const POLICY = json(
  JSON.stringify(
    {
      Effect: 'Allow',
      Action: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
      Resource: 'arn:aws:sqs:eu-central-1:123456789012:title-popularity-dead-letters',
    },
    null,
    2,
  ),
);

export const deploying: Examples<keyof typeof deploy> = {
  accountDiffers: {
    params: { environment, expected: '123456789012', actual: '210987654321' },
    wrong: sh(`AWS_PROFILE=sandbox ${LIST}`),
    right: sh(`AWS_PROFILE=production ${LIST}`),
  },
  credentialsUnusable: {
    params: { environment, action: 'sts:GetCallerIdentity', reason: 'Could not load credentials from any providers' },
    wrong: sh(LIST),
    right: sh(`aws sso login --profile production\nAWS_PROFILE=production ${LIST}`),
  },
  serviceDenied: {
    params: {
      environment,
      action: 'sqs:ReceiveMessage',
      resource: "the queue 'title-popularity-dead-letters'",
    },
    wrong: sh(LIST),
    right: POLICY,
  },
  resourceMissing: {
    params: { environment, action: 'kinesis:PutRecords', resource: "the stream 'playback'" },
    wrong: yaml("environments:\n  production: { account: '123456789012', region: eu-central-1 }"),
    right: yaml(
      "environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1\n    names: { playback: prod-playback }",
    ),
  },
  serviceUnreachable: {
    params: { environment, action: 'sqs:ReceiveMessage', reason: 'ECONNREFUSED' },
    wrong: sh(`AWS_ENDPOINT_URL=http://127.0.0.1:4566 ${LIST}`),
    right: sh(`unset AWS_ENDPOINT_URL\n${LIST}`),
  },
  serviceRefused: {
    params: {
      action: 'kinesis:GetRecords',
      resource: "the stream 'letters'",
      code: 'KMSDisabledException',
      reason: 'The key that the stream is encrypted with is disabled.',
    },
    wrong: sh(LIST),
    right: prose('The key is enabled, and the same command lists the letters.'),
  },
  lettersTargetMissing: {
    params: { environment, target, logical: 'title-popularity-dead-letters' },
    wrong: yaml("environments:\n  production: { account: '123456789012', region: eu-central-1 }"),
    right: yaml(
      "environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1\n    names: { title-popularity-dead-letters: 's3:prod-letters/title-popularity' }",
    ),
  },
  noSuchLetter: {
    params: { ids, environment, target },
    wrong: sh(`pipectl dead-letters show title-popularity ${ids.join('')} --env production`),
    right: sh(`${LIST}\npipectl dead-letters show title-popularity 5f618f8c --env production`),
  },
  lettersIncomplete: {
    params: { ids },
    wrong: prose('Two people look at the same queue at the same time, and each is handed half of a long letter.'),
    right: prose('One after the other: what is looked at comes back when the command ends.'),
  },
  lettersInDoubt: {
    params: { ids, journal: '.pipectl/redrive/title-popularity-production.jsonl' },
    wrong: sh(`${REDRIVE} --yes\n# the machine goes down in the middle\n${REDRIVE} --yes`),
    right: sh(`${REDRIVE} --retry-doubtful --yes`),
  },
  lettersNotSent: {
    params: { letters: 1, reasons: ["table 'title-popularity': ValidationException"] },
    wrong: sh(`${REDRIVE} --reason rejected --yes`),
    right: sh(`${REDRIVE} ${ids.join('')} --edit --yes`),
  },
  lettersWithoutWay: {
    params: { letters: 34, reasons: ['late records go to a file only: --to FILE'] },
    wrong: sh(`${REDRIVE} --yes`),
    right: sh(`${REDRIVE} --to late.jsonl --yes`),
  },
  editedRecord: {
    params: { file: 'edited.jsonl', line: 1, problem: 'no record, which is a text' },
    wrong: json(`{"id":"${ids.join('')}","record":{"userId":"u1"}}`),
    right: json(`{"id":"${ids.join('')}","record":"{\\"userId\\":\\"u1\\"}"}`),
  },
  editorFailed: {
    params: { editor: 'code --wait', problem: 'ended with 127' },
    wrong: sh(`EDITOR='code --wait' ${REDRIVE} ${ids.join('')} --edit`),
    right: sh(`EDITOR=vim ${REDRIVE} ${ids.join('')} --edit`),
  },
  messagesForeign: {
    params: { messages: 3, target },
    wrong: prose('Two programs send to one queue, and only one of them sends dead letters.'),
    right: prose('A queue that only this pipeline writes to.'),
  },
  lettersLeft: {
    params: { messages: 2, target },
    wrong: sh(`${REDRIVE} --yes`),
    right: sh(`${REDRIVE} --yes\n# once more: deletes what is left\n${REDRIVE} --yes`),
  },
};
