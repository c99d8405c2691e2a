/**
 * Letters in an SQS queue. SQS knows no looking without taking: messages are received, hidden from others meanwhile, and
 * given back; each time a message's receive count grows by one.
 */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { clientOptions, isLoopback, type AwsAccess } from '../aws/access.js';
import { asking } from '../aws/service-failure.js';
import { chunks, inTurn } from './in-turn.js';
import type { LetterStore, ReadMessage, StoredMessage } from './letter-store.js';

/** How long messages stay hidden from others while we look at them. */
const HOLD_SECONDS = 600;
/** SQS hands out 120,000 at a time; some are left for others. */
const MOST_HELD = 100_000;
const ENTRIES = 10;
const AT_ONCE = 8;

interface Held {
  readonly message: string;
  handle: string;
  heldUntil: number;
}

/** The queue by its name or URL. Fails when there is none. */
export async function sqsLetters(queue: string, access: AwsAccess): Promise<LetterStore> {
  const options = clientOptions('SQS', access);
  const client = new SQSClient(options);
  // With a wait all of SQS's servers are asked, so that nothing that is there is missed; a local one is one server.
  const WaitTimeSeconds = isLoopback(options.endpoint ?? '') ? 0 : 1;
  const name = `the queue '${queue.split('/').at(-1) ?? queue}'`;
  const ask = <T>(action: string, request: () => Promise<T>): Promise<T> => asking(`sqs:${action}`, name, request);
  const QueueUrl = /^https?:\/\//.test(queue)
    ? queue
    : (await ask('GetQueueUrl', () => client.send(new GetQueueUrlCommand({ QueueName: queue })))).QueueUrl;
  const held = new Map<string, Held>();
  const store = { isCutOff: false };

  const receive = async (signal: AbortSignal): Promise<readonly Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: ENTRIES,
      VisibilityTimeout: HOLD_SECONDS,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    // Not aborted: what an answer under way has taken must be given back.
    const { Messages = [] } = signal.aborted ? {} : await ask('ReceiveMessage', () => client.send(command));
    return Messages;
  };

  const keep = ({ MessageId = '', ReceiptHandle = '' }: Message): boolean => {
    const isNew = !held.has(MessageId);
    held.set(MessageId, { message: MessageId, handle: ReceiptHandle, heldUntil: Date.now() + HOLD_SECONDS * 1000 });
    return isNew;
  };

  /** Hides messages for so long from now; 0 gives them back. */
  const changeVisibility = async (each: readonly Held[], VisibilityTimeout: number): Promise<void> => {
    const Entries = each.map(({ handle: ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle, VisibilityTimeout }));
    await ask('ChangeMessageVisibility', () =>
      client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })),
    );
    for (const one of each) one.heldUntil = Date.now() + VisibilityTimeout * 1000;
  };

  return {
    name,
    service: 'sqs',
    get isCutOff() {
      return store.isCutOff;
    },
    approximate: async () => {
      const AttributeNames = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ] as const;
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
      const { Attributes = {} } = await ask('GetQueueAttributes', () => client.send(command));
      const [visible = 0, inFlight = 0, delayed = 0] = AttributeNames.map((each) => Number(Attributes[each] ?? 0));
      return { visible, inFlight, delayed };
    },
    messages: async function* ({ signal }) {
      // One asks first; a queue that fills every answer is emptied by several.
      let atOnce = 1;
      for (;;) {
        const answers = await Promise.all(Array.from({ length: atOnce }, () => receive(signal)));
        const fresh = answers.flat().filter(keep);
        yield* fresh.map(asStored);
        store.isCutOff = held.size >= MOST_HELD;
        if (fresh.length === 0 || store.isCutOff || signal.aborted) return;
        atOnce = answers.every((answer) => answer.length === ENTRIES) ? Math.min(AT_ONCE, atOnce * 2) : 1;
      }
    },
    hold: async (messages) => {
      const soon = Date.now() + (HOLD_SECONDS / 2) * 1000;
      const ending = ofStored(messages, held).filter(({ heldUntil }) => heldUntil < soon);
      await inTurn(chunks(ending, ENTRIES), AT_ONCE, (each) => changeVisibility(each, HOLD_SECONDS));
    },
    remove: async (messages) => {
      let left = 0;
      await inTurn(chunks(ofStored(messages, held), ENTRIES), AT_ONCE, async (each) => {
        const Entries = each.map(({ handle: ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
        const { Failed = [] } = await ask('DeleteMessage', () =>
          client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })),
        );
        const failed = new Set(Failed.map(({ Id }) => Id));
        left += failed.size;
        each.forEach(({ message }, at) => void (failed.has(String(at)) || held.delete(message)));
      });
      return left;
    },
    close: async () => {
      const rest = [...held.values()].filter(({ heldUntil }) => heldUntil > Date.now());
      held.clear();
      try {
        await inTurn(chunks(rest, ENTRIES), AT_ONCE, (each) => changeVisibility(each, 0));
      } catch {
        // They come back by themselves when the time that they are hidden for is over.
      }
      client.destroy();
    },
  };
}

const asStored = ({ Body = '', MessageId = '', Attributes }: Message): StoredMessage => ({
  text: Body,
  at: Number(Attributes?.SentTimestamp ?? 0),
  receipt: MessageId,
});

const ofStored = (messages: readonly ReadMessage[], held: ReadonlyMap<string, Held>): Held[] =>
  messages.flatMap(({ receipt }) => held.get(receipt ?? '') ?? []);
