/** Our own small SQS: standard queues in memory, over the JSON protocol. Without FIFO queues, policies and encryption. */
import { arnOf, DEFAULT_REGION } from '../front/account.js';
import type { LocalService, ServiceAnswer, ServiceRequest } from '../front/service.js';
import { sqsAccesses } from './accesses.js';
import { unknownOperation } from './errors.js';
import { SqsFaults } from './faults.js';
import { parseInput, type Input } from './input.js';
import { messageOperations } from './message-operations.js';
import type { Around, Operation } from './operation.js';
import { queueOperations } from './queue-operations.js';
import { Queues } from './queues.js';

const OPERATIONS: Readonly<Record<string, Operation>> = { ...queueOperations, ...messageOperations };

export interface SqsOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface SqsService extends LocalService {
  readonly faults: SqsFaults;
  /** Makes a queue unless it is there. */
  createQueue(name: string, attributes?: Readonly<Record<string, string>>): void;
}

export function sqsService({ now = Date.now }: SqsOptions = {}): SqsService {
  const faults = new SqsFaults();
  const queues = new Queues(now, (name) => faults.isMissing(name));
  return {
    name: 'sqs',
    protocol: 'json',
    targetPrefix: 'AmazonSQS',
    faults,
    createQueue: (QueueName, Attributes = {}) => {
      const around = { queues, caller: { host: 'localhost', region: DEFAULT_REGION }, faults, now };
      queueOperations.CreateQueue({ QueueName, Attributes }, around);
    },
    accesses: sqsAccesses,
    handle: async (request) => {
      await faults.before();
      const caller = { host: request.headers.host ?? 'localhost', region: request.region };
      return success(await operate(request, { queues, caller, faults, now }));
    },
    close: async () => {
      for (const queue of queues.all()) queue.close();
    },
  };
}

async function operate({ target, body }: ServiceRequest, around: Around): Promise<object> {
  const name = target ?? '';
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!operation) throw unknownOperation(name);
  const input = parseInput(body);
  const refused = around.faults.refusal(name, arnOf('sqs', around.caller.region, resourceOf(input)));
  if (refused) throw refused;
  return (await operation(input, around)) ?? {};
}

/** The queue's name as the request has it; for the sentence of a denial. */
function resourceOf({ QueueUrl: url, QueueName: name }: Input): string {
  return typeof url === 'string' ? (url.split('/').at(-1) ?? '') : String(name ?? '');
}

const success = (answer: object): ServiceAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(answer),
});
