/** PC81…: bringing a pipeline to its application, and taking it back. */
import { deployApply } from '../../../compiler/diagnostics/catalog/deploy-apply.js';
import { sh, yaml, type Examples } from './example.js';

const DEPLOY = 'pipectl deploy title-popularity --env production';
const environment = 'production';
const application = 'title-popularity';

const settings = (more: string): string =>
  `environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1${more}`;
const ARTIFACTS = '\n    artifacts: s3://acme-artifacts/pipectl';
const ROLE = '\n    role: arn:aws:iam::123456789012:role/title-popularity';

export const deployingApplications: Examples<keyof typeof deployApply> = {
  noApplicationsThere: {
    params: { environment: 'local', file: 'pipectl.yaml' },
    wrong: sh('pipectl deploy title-popularity --env local'),
    right: sh('pipectl dev title-popularity'),
  },
  deployNeedsSetting: {
    params: { environment, setting: 'artifacts' },
    wrong: yaml(settings(ROLE)),
    right: yaml(settings(ARTIFACTS + ROLE)),
  },
  foreignApplication: {
    params: { application, environment, reason: 'it has no tag pipectl:pipeline' },
    wrong: sh(DEPLOY),
    right: yaml(
      settings(
        `${ARTIFACTS}${ROLE}\n    pipelines:\n      title-popularity: { application: title-popularity-pipectl }`,
      ),
    ),
  },
  noSuchApplication: {
    params: { application, environment },
    wrong: sh('pipectl stop title-popularity --env production'),
    right: sh(`${DEPLOY} --yes\npipectl stop title-popularity --env production`),
  },
};
