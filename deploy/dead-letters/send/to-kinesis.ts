/** Records to a Kinesis stream: back to a source as they came, or a row that its stream refused. */
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { clientOptions, type AwsAccess } from '../../aws/access.js';
import { asking } from '../../aws/service-failure.js';
import { isBusy, patiently } from './patiently.js';
import { withoutHidden } from './row.js';
import { failed, SENT, type Outgoing, type Sender } from './sender.js';

/** PutRecords takes 500 records; their bytes are kept well below the 10 MiB that it takes. */
const LIMITS = { entries: 500, bytes: 4_000_000 };

export function toKinesis(stream: string, access: AwsAccess, isSink: boolean): Sender {
  const client = new KinesisClient(clientOptions('KINESIS', access));
  const named = stream.startsWith('arn:') ? { StreamARN: stream } : { StreamName: stream };
  const place = `the stream '${stream.split('/').at(-1) ?? stream}'`;
  return {
    ...LIMITS,
    send: (records) =>
      patiently(records, async (some) => {
        const Records = some.map(isSink ? rowRecord : sourceRecord);
        const answer = await asking('kinesis:PutRecords', place, () =>
          client.send(new PutRecordsCommand({ ...named, Records })),
        );
        return (answer.Records ?? []).map(({ ErrorCode: code, ErrorMessage: message = '' }) =>
          code === undefined ? { sent: SENT, again: false } : { sent: failed(code, message), again: isBusy(code) },
        );
      }),
    close: async () => client.destroy(),
  };
}

/** The key it had is not in a letter; the id spreads records as well as any. */
const sourceRecord = ({ id, bytes }: Outgoing): { Data: Buffer; PartitionKey: string } => ({
  Data: bytes,
  PartitionKey: id,
});

function rowRecord({ id, bytes }: Outgoing): { Data: Buffer; PartitionKey: string } {
  const { text, hidden } = withoutHidden(bytes.toString('utf8'));
  return { Data: Buffer.from(text), PartitionKey: hidden.partitionKey ?? id };
}
