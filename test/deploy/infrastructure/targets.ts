/** Environments that templates are made for. */
import type { InfrastructureTarget } from '../../../deploy/infrastructure/target.js';

const account = '123456789012';
const region = 'eu-central-1';
export const ENDPOINT = 'https://search-titles-a1b2c3d4e5f6g7h8i9j0k1l2m3.eu-central-1.es.amazonaws.com';
export const COLLECTION = 'https://07tjusf2h91cunochc.eu-central-1.aoss.amazonaws.com';

/** As little as an environment can say. */
export const plain = (application: string, names: Readonly<Record<string, string>>): InfrastructureTarget => ({
  application,
  environment: 'production',
  account,
  region,
  artifacts: { bucket: 'acme-artifacts', prefix: 'pipectl' },
  role: `arn:aws:iam::${account}:role/${application}`,
  names,
  tags: {},
  vpc: null,
  kms: null,
  logs: { group: `/pipectl/${application}`, stream: 'flink', retentionDays: 30 },
  lake: null,
  external: [],
});

/** Everything that an environment can say. */
export const full = (application: string, names: Readonly<Record<string, string>>): InfrastructureTarget => ({
  ...plain(application, names),
  role: `arn:aws:iam::${account}:role/pipelines/${application}`,
  tags: { team: 'data', 'cost-centre': '42' },
  vpc: { subnets: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
  kms: `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
});
