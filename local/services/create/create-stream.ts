/** A Kinesis stream: on demand, as it would be on AWS, unless a number of shards is asked for. */
import { CreateStreamCommand, DescribeStreamSummaryCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { setTimeout as sleep } from 'node:timers/promises';
import { using, type LocalClient } from './clients.js';

const POLL_MS = 20;

export const createStream = (local: LocalClient, StreamName: string, shards?: number): Promise<void> =>
  using(new KinesisClient(local), async (client) => {
    const mode =
      shards === undefined ? { StreamModeDetails: { StreamMode: 'ON_DEMAND' as const } } : { ShardCount: shards };
    await client.send(new CreateStreamCommand({ StreamName, ...mode }));
    for (;;) {
      const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
      if (StreamDescriptionSummary?.StreamStatus === 'ACTIVE') return;
      await sleep(POLL_MS);
    }
  });
