/** The local DynamoDB: a backend that answers, behind faults that can be switched on. */
import type { LocalService } from '../front/service.js';
import { dynamoDbAccesses } from './accesses.js';
import type { DynamoDbBackend } from './backend.js';
import { dynaliteBackend } from './dynalite.js';
import { DynamoDbFaults } from './faults.js';
import { tablesOf } from './tables-of.js';
import { halve } from './unprocessed.js';

export interface DynamoDbService extends LocalService {
  readonly faults: DynamoDbFaults;
}

export function dynamoDbService(backend: DynamoDbBackend = dynaliteBackend()): DynamoDbService {
  const faults = new DynamoDbFaults();
  return {
    name: 'dynamodb',
    protocol: 'json',
    targetPrefix: 'DynamoDB_20120810',
    faults,
    accesses: dynamoDbAccesses,
    handle: async (request) => {
      const operation = request.target ?? '';
      await faults.before(operation, request.region, () => tablesOf(request));
      const halved = faults.takeUnprocessed(operation) ? halve(operation, request.body) : null;
      if (halved === null) return backend.send(request);
      const { body } = halved;
      return halved.answer(body && (await backend.send({ ...request, body })));
    },
    close: () => backend.close(),
  };
}
