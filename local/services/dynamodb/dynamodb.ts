/** The local DynamoDB: a backend that answers, behind faults that can be switched on. */
import type { LocalService, ServiceRequest } from '../front/service.js';
import type { DynamoDbBackend } from './backend.js';
import { dynaliteBackend } from './dynalite.js';
import { DynamoDbFaults } from './faults.js';
import { halve, withHeld } from './unprocessed.js';

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
    handle: async (request) => {
      const operation = request.target ?? '';
      await faults.before(operation, request.region, () => tablesOf(request));
      if (operation !== 'BatchWriteItem' || !faults.takeUnprocessed()) return backend.send(request);
      const { body, held } = halve(request.body);
      return withHeld(body && (await backend.send({ ...request, body })), held);
    },
    close: () => backend.close(),
  };
}

/** The tables that a request names; one that can't be read names none, and the backend says so. */
function tablesOf({ body }: ServiceRequest): string[] {
  try {
    const { TableName, RequestItems } = JSON.parse(body.toString('utf8')) as {
      TableName?: string;
      RequestItems?: Record<string, unknown>;
    };
    return TableName === undefined ? Object.keys(RequestItems ?? {}) : [TableName];
  } catch {
    return [];
  }
}
