/** Operations on messages: send, receive, delete, change of visibility, one by one and in batches. */
import { doEach, entriesOf } from './batch.js';
import { batchTooLong, invalidValue, missingParameter } from './errors.js';
import { optionalInteger, text, texts, type Input } from './input.js';
import { chosenAttributes, md5OfAttributes } from './message-attributes.js';
import { readMessage, sizeOf } from './new-message.js';
import type { Operation } from './operation.js';
import type { Message, Queue, Received } from './queue.js';
import { MOST_BYTES } from './queue-attributes.js';

export const messageOperations = {
  SendMessage: (input, { queues }) => send(queues.of(input), input),

  SendMessageBatch: (input, around) => {
    const queue = around.queues.of(input);
    const entries = entriesOf(input, 'SendMessageBatch');
    const bytes = entries.reduce((sum, each) => sum + sizeOf(each.input), 0);
    if (bytes > MOST_BYTES) throw batchTooLong(MOST_BYTES, bytes);
    const batch = { operation: 'SendMessageBatch', queue: queue.name, entries };
    return doEach(batch, around, (each) => send(queue, each));
  },

  ReceiveMessage: async (input, { queues }) => {
    const queue = queues.of(input);
    const options = {
      most: between(input, 'MaxNumberOfMessages', 1, 10) ?? 1,
      visibilitySeconds: between(input, 'VisibilityTimeout', 0, 43_200) ?? queue.number('VisibilityTimeout'),
      waitSeconds: between(input, 'WaitTimeSeconds', 0, 20) ?? queue.number('ReceiveMessageWaitTimeSeconds'),
    };
    const system = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')];
    const own = texts(input, 'MessageAttributeNames');
    const received = await queue.receive(options);
    return received.length === 0 ? {} : { Messages: received.map((each) => asReceived(each, system, own)) };
  },

  DeleteMessage: (input, { queues }) => queues.of(input).delete(text(input, 'ReceiptHandle')),

  DeleteMessageBatch: (input, around) => {
    const queue = around.queues.of(input);
    const entries = entriesOf(input, 'DeleteMessageBatch');
    return doEach({ operation: 'DeleteMessageBatch', queue: queue.name, entries }, around, (each) => {
      queue.delete(text(each, 'ReceiptHandle'));
      return {};
    });
  },

  ChangeMessageVisibility: (input, { queues }) => changeVisibility(queues.of(input), input),

  ChangeMessageVisibilityBatch: (input, around) => {
    const queue = around.queues.of(input);
    const entries = entriesOf(input, 'ChangeMessageVisibilityBatch');
    return doEach({ operation: 'ChangeMessageVisibilityBatch', queue: queue.name, entries }, around, (each) => {
      changeVisibility(queue, each);
      return {};
    });
  },
} as const satisfies Readonly<Record<string, Operation>>;

function send(queue: Queue, input: Input): object {
  const sent = readMessage(input, queue.number('MaximumMessageSize'));
  const { id, md5 } = queue.send(sent);
  return {
    MessageId: id,
    MD5OfMessageBody: md5,
    ...present('MD5OfMessageAttributes', md5OfAttributes(sent.attributes)),
    ...present('MD5OfMessageSystemAttributes', md5OfAttributes(sent.systemAttributes)),
  };
}

function changeVisibility(queue: Queue, input: Input): void {
  const handle = text(input, 'ReceiptHandle');
  const timeout = optionalInteger(input, 'VisibilityTimeout');
  if (timeout === undefined) throw missingParameter('VisibilityTimeout');
  queue.changeVisibility(handle, timeout);
}

function between(input: Input, name: string, least: number, most: number): number | undefined {
  const value = optionalInteger(input, name);
  if (value !== undefined && (value < least || value > most))
    throw invalidValue(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
    );
  return value;
}

const present = (name: string, value: string | undefined): object => (value === undefined ? {} : { [name]: value });

function asReceived({ message, handle }: Received, system: readonly string[], own: readonly string[]): object {
  const attributes = chosenAttributes(message.attributes, own);
  const about = Object.entries(systemAttributes(message)).filter(
    ([name]) => system.includes('All') || system.includes(name),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    MD5OfBody: message.md5,
    Body: message.body,
    ...(about.length > 0 && { Attributes: Object.fromEntries(about) }),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    ...present('MD5OfMessageAttributes', md5OfAttributes(attributes)),
  };
}

function systemAttributes(message: Message): Record<string, string> {
  const trace = message.systemAttributes['AWSTraceHeader']?.StringValue;
  return {
    SenderId: 'AIDALOCAL',
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(trace !== undefined && { AWSTraceHeader: trace }),
    ...(message.source !== null && { DeadLetterQueueSourceArn: message.source }),
  };
}
