/** Takes every dead letter out of a queue and joins those that came in parts; copies of a letter count once. */
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Letter {
  readonly id: string;
  readonly stage: string;
  readonly reason: string;
  readonly detail: string;
  readonly source: { readonly name: string; readonly shard: string; readonly sequence: string } | null;
  readonly record: string;
  readonly encoding: 'utf8' | 'base64';
}

interface Part {
  readonly id: string;
  readonly part: number;
  readonly parts: number;
  readonly text: string;
}

export interface Letters {
  readonly letters: readonly Letter[];
  /** Messages beyond the first of each letter or part. */
  readonly copies: number;
}

export async function takeLetters(client: SQSClient, queueUrl: string): Promise<Letters> {
  const whole = new Map<string, Letter>();
  const parts = new Map<string, Map<number, Part>>();
  let copies = 0;
  for await (const body of bodies(client, queueUrl)) {
    const letter = JSON.parse(body) as Letter | Part;
    if ('parts' in letter) {
      const known = parts.get(letter.id) ?? new Map<number, Part>();
      if (known.has(letter.part)) copies++;
      parts.set(letter.id, known.set(letter.part, letter));
    } else {
      if (whole.has(letter.id)) copies++;
      whole.set(letter.id, letter);
    }
  }
  for (const [id, pieces] of parts) {
    const [first] = pieces.values();
    if (pieces.size !== first?.parts)
      throw new Error(`of the letter ${id} ${pieces.size} of ${first?.parts} parts came`);
    const texts = [...pieces.values()].sort((a, b) => a.part - b.part).map(({ text }) => text);
    whole.set(id, JSON.parse(texts.join('')) as Letter);
  }
  return { letters: [...whole.values()], copies };
}

async function* bodies(client: SQSClient, queueUrl: string): AsyncGenerator<string> {
  for (;;) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (messages.length === 0) return;
    for (const { Body: body = '' } of messages) yield body;
    const entries = messages.map(({ ReceiptHandle: handle }, i) => ({ Id: String(i), ReceiptHandle: handle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }
}
