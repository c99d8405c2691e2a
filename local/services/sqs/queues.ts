/** All queues of the service, by name, and how names, URLs and ARNs lead to them. */
import { ACCOUNT, arnOf } from '../front/account.js';
import { invalidValue, queueDoesNotExist } from './errors.js';
import { text, type Input } from './input.js';
import { Queue } from './queue.js';
import { defaults, type Attributes } from './queue-attributes.js';

/** What is known of a request besides its fields. */
export interface Caller {
  /** `host:port` as the caller wrote it: queue URLs lead back to it. */
  readonly host: string;
  readonly region: string;
}

export const urlOf = (queue: Queue, { host }: Caller): string => `http://${host}/${ACCOUNT}/${queue.name}`;

const NAME = /^[A-Za-z0-9_-]{1,80}$/;

export function queueName(input: Input): string {
  const name = text(input, 'QueueName');
  if (name.endsWith('.fifo')) throw invalidValue('FIFO queues are not part of the local SQS.');
  if (!NAME.test(name))
    throw invalidValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  return name;
}

export class Queues {
  readonly #byName = new Map<string, Queue>();

  constructor(
    private readonly now: () => number,
    private readonly isMissing: (name: string) => boolean,
  ) {}

  create(name: string, attributes: Attributes, region: string): Queue {
    const arn = arnOf('sqs', region, name);
    const queue = new Queue(name, arn, { ...defaults, ...attributes }, this.now, (target) => this.withArn(target));
    this.#byName.set(name, queue);
    return queue;
  }

  find(name: string): Queue | null {
    return this.isMissing(name) ? null : (this.#byName.get(name) ?? null);
  }

  withArn(arn: string): Queue | null {
    return this.#byName.get(arn.split(':').at(-1) ?? '') ?? null;
  }

  /** The queue that a request's QueueUrl names, by the end of its path; the host is of no matter. */
  of(input: Input): Queue {
    const url = input['QueueUrl'];
    const queue = typeof url === 'string' ? this.find(nameIn(url)) : null;
    if (queue === null) throw queueDoesNotExist();
    return queue;
  }

  delete(queue: Queue): void {
    queue.close();
    this.#byName.delete(queue.name);
  }

  /** In the order of their names. */
  all(): Queue[] {
    return [...this.#byName.values()]
      .filter(({ name }) => !this.isMissing(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The queue's name in a URL of this account; empty in any other. */
function nameIn(url: string): string {
  const [account, name, ...more] = URL.canParse(url) ? new URL(url).pathname.split('/').slice(1) : [];
  return account === ACCOUNT && name !== undefined && more.length === 0 ? name : '';
}
