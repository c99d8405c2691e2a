/** Letters in a Kinesis stream: read from its trim horizon to now, shard by shard. Records can't be deleted there. */
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  type GetRecordsOutput,
  type Shard,
} from '@aws-sdk/client-kinesis';
import { clientOptions, type AwsAccess } from '../aws/access.js';
import { asking } from '../aws/service-failure.js';
import type { LetterStore, ReadOptions, StoredMessage } from './letter-store.js';

/** The stream by its name or ARN. */
export function kinesisLetters(stream: string, access: AwsAccess): LetterStore {
  const client = new KinesisClient(clientOptions('KINESIS', access));
  const name = `the stream '${stream.split('/').at(-1) ?? stream}'`;
  const named = stream.startsWith('arn:') ? { StreamARN: stream } : { StreamName: stream };
  const ask = <T>(action: string, request: () => Promise<T>): Promise<T> => asking(`kinesis:${action}`, name, request);

  async function* shards(): AsyncGenerator<Shard> {
    let NextToken: string | undefined;
    do {
      // A further page is asked for by its token alone.
      const command = new ListShardsCommand(NextToken === undefined ? named : { NextToken });
      const page = await ask('ListShards', () => client.send(command));
      yield* page.Shards ?? [];
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  }

  async function* recordsOf(shard: Shard, { since, signal }: ReadOptions): AsyncGenerator<StoredMessage> {
    const begin = await ask('GetShardIterator', () =>
      client.send(
        new GetShardIteratorCommand({
          ...named,
          ShardId: shard.ShardId,
          ...(since === null
            ? { ShardIteratorType: 'TRIM_HORIZON' }
            : { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(since) }),
        }),
      ),
    );
    let iterator = begin.ShardIterator;
    while (iterator !== undefined && !signal.aborted) {
      const command: GetRecordsCommand = new GetRecordsCommand({ ...named, ShardIterator: iterator });
      const page: GetRecordsOutput = await ask('GetRecords', () => client.send(command));
      for (const { Data = new Uint8Array(), ApproximateArrivalTimestamp: at } of page.Records ?? [])
        yield { text: Buffer.from(Data).toString('utf8'), at: at?.getTime() ?? 0, receipt: null };
      // An open shard has no end: what is there by now has been read.
      iterator = (page.MillisBehindLatest ?? 0) > 0 || page.Records?.length ? page.NextShardIterator : undefined;
    }
  }

  return {
    name,
    service: 'kinesis',
    isCutOff: false,
    approximate: async () => null,
    messages: async function* (options) {
      for await (const shard of shards()) yield* recordsOf(shard, options);
    },
    hold: async () => undefined,
    remove: async () => 0,
    close: async () => client.destroy(),
  };
}
