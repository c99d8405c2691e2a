/** PC84…: the template of what surrounds an application. */
import { infrastructure } from '../../../compiler/diagnostics/catalog/infrastructure.js';
import { sh, ts, yaml, type Examples } from './example.js';

const WRITE = 'pipectl infrastructure title-popularity --env production';

export const surroundings: Examples<keyof typeof infrastructure> = {
  namesUnbound: {
    params: { environment: 'production', names: ['title-popularity-live.endpoint'] },
    wrong: yaml("environments:\n  production: { account: '123456789012', region: eu-central-1 }"),
    right: yaml(
      "environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1\n    names:\n      title-popularity-live.endpoint: https://search-titles-a1b2c3d4e5f6g7h8i9j0k1l2m3.eu-central-1.es.amazonaws.com",
    ),
  },
  lakeColumnsCollide: {
    params: { output: 'playback-raw', column: 'userID' },
    wrong: ts('pipeline.ts', 'interface Playback {\n  userId: string;\n  userID: number;\n  at: Date;\n}'),
    right: ts('pipeline.ts', 'interface Playback {\n  userId: string;\n  userNumber: number;\n  at: Date;\n}'),
  },
  infrastructureLocal: {
    params: { pipeline: 'title-popularity' },
    wrong: sh('pipectl infrastructure title-popularity --env local'),
    right: sh('pipectl dev title-popularity --control-plane'),
  },
  keyIsAlias: {
    params: { environment: 'production', kms: 'arn:aws:kms:eu-central-1:123456789012:alias/data' },
    wrong: yaml(
      "environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1\n    kms: arn:aws:kms:eu-central-1:123456789012:alias/data",
    ),
    right: yaml(
      "environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1\n    kms: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
  },
  templateNotWritten: {
    params: { file: '/templates/title-popularity.yaml', reason: 'permission denied' },
    wrong: sh(`${WRITE} --out /templates/title-popularity.yaml`),
    right: sh(`${WRITE} --out templates/title-popularity.yaml`),
  },
};
