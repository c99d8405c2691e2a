/** Operations on queues themselves: create, find, list, delete, purge, attributes, tags. */
import {
  invalidAttributeName,
  invalidValue,
  missingParameter,
  purgeInProgress,
  queueDoesNotExist,
  queueNameExists,
} from './errors.js';
import { optionalInteger, optionalText, text, textMap, texts, type Input } from './input.js';
import type { Operation } from './operation.js';
import type { Queue } from './queue.js';
import { checkAttributes, isAttribute, redrivePolicy, type Attributes } from './queue-attributes.js';
import { queueName, urlOf, type Caller, type Queues } from './queues.js';

const PURGE_PAUSE = 60_000;
const MOST_TAGS = 50;

export const queueOperations = {
  CreateQueue: (input, { queues, caller }) => {
    const name = queueName(input);
    const given = checkAttributes(textMap(input, 'Attributes'));
    checkTarget(queues, given);
    const there = queues.find(name);
    if (there) {
      const differs = Object.entries(given).find(([key, value]) => there.attributes[key] !== value);
      if (differs) throw queueNameExists(differs[0]);
      return { QueueUrl: urlOf(there, caller) };
    }
    const queue = queues.create(name, given, caller.region);
    for (const [key, value] of Object.entries(textMap(input, 'tags'))) queue.tags.set(key, value);
    return { QueueUrl: urlOf(queue, caller) };
  },

  GetQueueUrl: (input, { queues, caller }) => {
    const queue = queues.find(text(input, 'QueueName'));
    if (!queue) throw queueDoesNotExist();
    return { QueueUrl: urlOf(queue, caller) };
  },

  ListQueues: (input, { queues, caller }) => {
    const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
    const found = queues.all().filter(({ name }) => name.startsWith(prefix));
    const { page, NextToken } = pageOf(found, input);
    return { ...(page.length > 0 && { QueueUrls: urls(page, caller) }), ...(NextToken !== undefined && { NextToken }) };
  },

  ListDeadLetterSourceQueues: (input, { queues, caller }) => {
    const { arn } = queues.of(input);
    const sources = queues.all().filter(({ attributes: { RedrivePolicy: policy = '' } }) => {
      return policy !== '' && redrivePolicy(policy).deadLetterTargetArn === arn;
    });
    return { queueUrls: urls(sources, caller) };
  },

  DeleteQueue: (input, { queues }) => queues.delete(queues.of(input)),

  PurgeQueue: (input, { queues, now }) => {
    const queue = queues.of(input);
    if (now() - queue.purgedAt < PURGE_PAUSE) throw purgeInProgress(queue.name);
    queue.purge();
  },

  GetQueueAttributes: (input, { queues }) => {
    const queue = queues.of(input);
    const names = texts(input, 'AttributeNames');
    const unknown = names.find((name) => name !== 'All' && !isAttribute(name));
    if (unknown !== undefined) throw invalidAttributeName(unknown);
    const chosen = Object.entries(attributesOf(queue)).filter(
      ([name, value]) => value !== '' && (names.includes('All') || names.includes(name)),
    );
    return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) };
  },

  SetQueueAttributes: (input, { queues, now }) => {
    const queue = queues.of(input);
    const given = checkAttributes(textMap(input, 'Attributes'));
    checkTarget(queues, given);
    queue.attributes = { ...queue.attributes, ...given };
    queue.modifiedAt = now();
  },

  TagQueue: (input, { queues }) => {
    const { tags } = queues.of(input);
    const given = Object.entries(textMap(input, 'Tags'));
    if (given.length === 0) throw missingParameter('Tags');
    if (new Set([...tags.keys(), ...given.map(([key]) => key)]).size > MOST_TAGS)
      throw invalidValue(`Too many tags added for queue. Maximum number of tags is ${MOST_TAGS}.`);
    for (const [key, value] of given) tags.set(key, value);
  },

  UntagQueue: (input, { queues }) => {
    const { tags } = queues.of(input);
    for (const key of texts(input, 'TagKeys')) tags.delete(key);
  },

  ListQueueTags: (input, { queues }) => {
    const { tags } = queues.of(input);
    return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
  },
} as const satisfies Readonly<Record<string, Operation>>;

const urls = (queues: readonly Queue[], caller: Caller): string[] => queues.map((queue) => urlOf(queue, caller));

const seconds = (at: number): string => String(Math.floor(at / 1000));

function attributesOf(queue: Queue): Attributes {
  const { visible, inFlight, delayed } = queue.counts();
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
  };
}

function checkTarget(queues: Queues, { RedrivePolicy: policy = '' }: Attributes): void {
  if (policy === '') return;
  const { deadLetterTargetArn } = redrivePolicy(policy);
  if (queues.withArn(deadLetterTargetArn) === null)
    throw invalidValue(
      `Value ${policy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    );
}

/** Without MaxResults SQS gives a thousand, and no token. */
function pageOf(found: readonly Queue[], input: Input): { page: readonly Queue[]; NextToken?: string } {
  const most = optionalInteger(input, 'MaxResults');
  if (most !== undefined && (most < 1 || most > 1_000))
    throw invalidValue(
      `Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.`,
    );
  const after = Buffer.from(optionalText(input, 'NextToken') ?? '', 'base64').toString('utf8');
  const rest = found.filter(({ name }) => name > after);
  const page = rest.slice(0, most ?? 1_000);
  const last = page.at(-1);
  const isMore = most !== undefined && last !== undefined && page.length < rest.length;
  return { page, ...(isMore && { NextToken: Buffer.from(last.name).toString('base64') }) };
}
