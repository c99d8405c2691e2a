/** The operations of SQL applications and of networks, which are not there. */
import type { Operations } from '../../services/front/operations.js';
import { unsupported } from '../errors.js';

const NAMES = [
  'AddApplicationInput',
  'AddApplicationInputProcessingConfiguration',
  'AddApplicationOutput',
  'AddApplicationReferenceDataSource',
  'AddApplicationVpcConfiguration',
  'DeleteApplicationInputProcessingConfiguration',
  'DeleteApplicationOutput',
  'DeleteApplicationReferenceDataSource',
  'DeleteApplicationVpcConfiguration',
  'DiscoverInputSchema',
];

export const unsupportedOperations = (): Operations =>
  Object.fromEntries(
    NAMES.map((name) => [
      name,
      () => {
        throw unsupported(`The local control plane runs Flink applications without networks: it has no ${name}.`);
      },
    ]),
  );
