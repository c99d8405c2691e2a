/** An SQS queue for dead letters, which keeps them as long as SQS can. */
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { using, type LocalClient } from './clients.js';

const LONGEST_RETENTION_S = 14 * 24 * 3600;

export const createQueue = (local: LocalClient, name: string): Promise<void> =>
  using(new SQSClient(local), async (client) => {
    const Attributes = { MessageRetentionPeriod: String(LONGEST_RETENTION_S) };
    await client.send(new CreateQueueCommand({ QueueName: queueName(name), Attributes }));
  });

/** Of its URL or its ARN, too. */
export const queueName = (name: string): string => /[^/:]+$/.exec(name)?.[0] ?? name;
