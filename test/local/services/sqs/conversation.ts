/**
 * A conversation with SQS that any server can be held to: requests one after the other, each made from what was answered
 * before, and answers with what differs from server to server put aside.
 */
export type Body = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly queryError: string | null;
  readonly body: Body;
}

interface Memory {
  url: string;
  handles: string[];
}

interface Step {
  readonly name: string;
  readonly operation: string;
  readonly input: (memory: Memory) => Body;
  /** What later steps need of the answer. */
  readonly keep?: (body: Body, memory: Memory) => void;
}

const queue = (memory: Memory): Body => ({ QueueUrl: memory.url });
const step = (name: string, operation: string, input: Step['input'], keep?: Step['keep']): Step => ({
  name,
  operation,
  input,
  ...(keep && { keep }),
});

const keepHandles = (body: Body, memory: Memory): void => {
  const messages = (body['Messages'] ?? []) as { ReceiptHandle: string }[];
  memory.handles.push(...messages.map(({ ReceiptHandle }) => ReceiptHandle));
};

const entries = (count: number): Body[] =>
  Array.from({ length: count }, (_, i) => ({ Id: `e${i}`, MessageBody: `message ${i}` }));

const receive =
  (input: Body = {}): Step['input'] =>
  (memory) => ({ ...queue(memory), WaitTimeSeconds: 0, ...input });

export const STEPS: readonly Step[] = [
  step('a queue that is not there has no URL', 'GetQueueUrl', () => ({ QueueName: 'letters' })),
  step('a name with a dot', 'CreateQueue', () => ({ QueueName: 'bad.name' })),
  step(
    'create',
    'CreateQueue',
    () => ({ QueueName: 'letters', Attributes: { VisibilityTimeout: '60' } }),
    (body, memory) => {
      memory.url = String(body['QueueUrl']);
    },
  ),
  step('create again the same', 'CreateQueue', () => ({
    QueueName: 'letters',
    Attributes: { VisibilityTimeout: '60' },
  })),
  step('create again with other attributes', 'CreateQueue', () => ({
    QueueName: 'letters',
    Attributes: { VisibilityTimeout: '61' },
  })),
  step('its URL', 'GetQueueUrl', () => ({ QueueName: 'letters' })),
  step('list', 'ListQueues', () => ({ QueueNamePrefix: 'let' })),
  step('list none', 'ListQueues', () => ({ QueueNamePrefix: 'nothing' })),
  step('attributes of one', 'GetQueueAttributes', (m) => ({
    ...queue(m),
    AttributeNames: ['VisibilityTimeout', 'DelaySeconds'],
  })),
  step('the ARN', 'GetQueueAttributes', (m) => ({ ...queue(m), AttributeNames: ['QueueArn'] })),
  step('an attribute that is not one', 'GetQueueAttributes', (m) => ({ ...queue(m), AttributeNames: ['Colour'] })),
  step('attributes of a queue that is not there', 'GetQueueAttributes', (m) => ({
    QueueUrl: m.url.replace('letters', 'nothing'),
    AttributeNames: ['All'],
  })),
  step('set', 'SetQueueAttributes', (m) => ({
    ...queue(m),
    Attributes: { DelaySeconds: '0', VisibilityTimeout: '30' },
  })),
  step('set out of range', 'SetQueueAttributes', (m) => ({ ...queue(m), Attributes: { VisibilityTimeout: '43201' } })),
  step('tag', 'TagQueue', (m) => ({ ...queue(m), Tags: { team: 'data', stage: 'test' } })),
  step('tags', 'ListQueueTags', queue),
  step('untag', 'UntagQueue', (m) => ({ ...queue(m), TagKeys: ['stage'] })),
  step('tags left', 'ListQueueTags', queue),

  step('send', 'SendMessage', (m) => ({ ...queue(m), MessageBody: '{"id":"ä€😀"}' })),
  step('send with attributes', 'SendMessage', (m) => ({
    ...queue(m),
    MessageBody: 'with attributes',
    MessageAttributes: {
      text: { DataType: 'String', StringValue: 'ö' },
      count: { DataType: 'Number.int', StringValue: '12' },
      bytes: { DataType: 'Binary', BinaryValue: 'AQID' },
    },
  })),
  step('send nothing', 'SendMessage', (m) => ({ ...queue(m), MessageBody: '' })),
  step('send what XML can not hold', 'SendMessage', (m) => ({ ...queue(m), MessageBody: 'a\u0001b' })),
  step('send too long a delay', 'SendMessage', (m) => ({ ...queue(m), MessageBody: 'x', DelaySeconds: 901 })),
  step('send 1 MiB', 'SendMessage', (m) => ({ ...queue(m), MessageBody: 'x'.repeat(1_048_576) })),
  step('send 1 MiB and a byte', 'SendMessage', (m) => ({ ...queue(m), MessageBody: 'x'.repeat(1_048_577) })),
  step(
    'receive one',
    'ReceiveMessage',
    receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
    keepHandles,
  ),
  step(
    'receive the others',
    'ReceiveMessage',
    receive({ MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    keepHandles,
  ),
  step('receive when all are in flight', 'ReceiveMessage', receive()),
  step('receive too many at once', 'ReceiveMessage', receive({ MaxNumberOfMessages: 11 })),
  step('wait too long', 'ReceiveMessage', receive({ WaitTimeSeconds: 21 })),
  step('give one back', 'ChangeMessageVisibility', (m) => ({
    ...queue(m),
    ReceiptHandle: m.handles[0],
    VisibilityTimeout: 0,
  })),
  step(
    'receive it again',
    'ReceiveMessage',
    receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
    keepHandles,
  ),
  step('hide for too long', 'ChangeMessageVisibility', (m) => ({
    ...queue(m),
    ReceiptHandle: m.handles[1],
    VisibilityTimeout: 43_201,
  })),
  step('delete', 'DeleteMessage', (m) => ({ ...queue(m), ReceiptHandle: m.handles[3] })),
  step('delete again', 'DeleteMessage', (m) => ({ ...queue(m), ReceiptHandle: m.handles[3] })),
  step('delete by no handle', 'DeleteMessage', (m) => ({ ...queue(m), ReceiptHandle: 'nonsense' })),
  step('delete without handle', 'DeleteMessage', queue),

  step('a batch', 'SendMessageBatch', (m) => ({ ...queue(m), Entries: entries(10) })),
  step('a batch of none', 'SendMessageBatch', (m) => ({ ...queue(m), Entries: [] })),
  step('a batch of eleven', 'SendMessageBatch', (m) => ({ ...queue(m), Entries: entries(11) })),
  step('a batch with an id twice', 'SendMessageBatch', (m) => ({
    ...queue(m),
    Entries: [...entries(2), ...entries(1)],
  })),
  step('a batch with a bad id', 'SendMessageBatch', (m) => ({
    ...queue(m),
    Entries: [{ Id: 'a b', MessageBody: 'x' }],
  })),
  step('a batch that is too long', 'SendMessageBatch', (m) => ({
    ...queue(m),
    Entries: entries(2).map((each) => ({ ...each, MessageBody: 'x'.repeat(600_000) })),
  })),
  step('a batch of which one fails', 'SendMessageBatch', (m) => ({
    ...queue(m),
    Entries: [...entries(1), { Id: 'bad', MessageBody: '\u0000' }],
  })),
  step('receive ten', 'ReceiveMessage', receive({ MaxNumberOfMessages: 10 }), (body, memory) => {
    memory.handles = [];
    keepHandles(body, memory);
  }),
  step('give ten back', 'ChangeMessageVisibilityBatch', (m) => ({
    ...queue(m),
    Entries: m.handles.map((ReceiptHandle, i) => ({ Id: `h${i}`, ReceiptHandle, VisibilityTimeout: 0 })),
  })),
  step('receive ten again', 'ReceiveMessage', receive({ MaxNumberOfMessages: 10 }), (body, memory) => {
    memory.handles = [];
    keepHandles(body, memory);
  }),
  step('delete ten, one by no handle', 'DeleteMessageBatch', (m) => ({
    ...queue(m),
    Entries: [...m.handles.slice(0, 9), 'nonsense'].map((ReceiptHandle, i) => ({ Id: `h${i}`, ReceiptHandle })),
  })),
  step('what is left', 'GetQueueAttributes', (m) => ({
    ...queue(m),
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  })),
  step('purge', 'PurgeQueue', queue),
  step('purge again', 'PurgeQueue', queue),
  step('nothing is left', 'GetQueueAttributes', (m) => ({
    ...queue(m),
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  })),
  step('an operation that is not one', 'Levitate', queue),
  step('delete the queue', 'DeleteQueue', queue),
  step('send to a queue that is gone', 'SendMessage', (m) => ({ ...queue(m), MessageBody: 'x' })),
];

/** Holds the conversation with the server at this URL. */
export async function converse(url: string): Promise<Record<string, Answer>> {
  const memory: Memory = { url: '', handles: [] };
  const answers: Record<string, Answer> = {};
  for (const { name, operation, input, keep } of STEPS) {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: JSON.stringify(input(memory)),
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    keep?.(body, memory);
    const queryError = response.headers.get('x-amzn-query-error');
    answers[name] = { status: response.status, queryError, body: withoutChance(body) as Body };
  }
  return answers;
}

/** Ids, handles and ports differ from run to run; long texts are kept as their length. */
function withoutChance(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutChance(each, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, each]) => [name, withoutChance(each, name)]),
    );
  if (key === 'MessageId' || key === 'ReceiptHandle') return `<${key}>`;
  if (key === 'QueueUrl' || key === 'QueueUrls') return String(value).replace(/^http:\/\/[^/]*/, '<server>');
  return typeof value === 'string' && value.length > 1_000 ? `<${value.length} characters>` : value;
}

/** What clients go by: of errors the code and not the words, and an empty list is as good as none. */
export function essence({ status, queryError, body }: Answer): object {
  return { status, queryError, body: queryError === null ? withoutWords(body) : {} };
}

function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  const isFailure = 'SenderFault' in value;
  const isEmpty = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && Object.keys(each).length === 0;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => !isEmpty(each) && !(isFailure && name === 'Message'))
      .map(([name, each]) => [name, withoutWords(each)]),
  );
}
