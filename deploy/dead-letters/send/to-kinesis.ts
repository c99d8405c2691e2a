/** Records to a Kinesis stream: back to a source as they came, or a row that its stream refused. */
import {
  KinesisClient,
  PutRecordsCommand,
  type PutRecordsOutput,
  type PutRecordsRequestEntry,
} from '@aws-sdk/client-kinesis';
import { clientOptions, type AwsAccess } from '../../aws/access.js';
import { asking } from '../../aws/service-failure.js';
import { isBusy, patiently } from './patiently.js';
import { withoutHidden } from './row.js';
import { failed, SENT, type Outgoing, type Sender, type Sent } from './sender.js';

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
        const entries = some.map(isSink ? rowRecord : sourceRecord);
        const Records = entries.filter((entry): entry is PutRecordsRequestEntry => 'Data' in entry);
        const put = (): Promise<PutRecordsOutput> => client.send(new PutRecordsCommand({ ...named, Records }));
        const answer = Records.length === 0 ? null : await asking('kinesis:PutRecords', place, put);
        const answers = [...(answer?.Records ?? [])];
        return entries.map((entry) => {
          if ('state' in entry) return { sent: entry, again: false };
          const { ErrorCode: code, ErrorMessage: message = '' } = answers.shift() ?? { ErrorCode: 'NoAnswer' };
          return code === undefined
            ? { sent: SENT, again: false }
            : { sent: failed(code, message), again: isBusy(code) };
        });
      }),
    close: async () => client.destroy(),
  };
}

/** The key it had is not in a letter; the id spreads records as well as any. */
const sourceRecord = ({ id, bytes }: Outgoing): PutRecordsRequestEntry | Sent => ({ Data: bytes, PartitionKey: id });

/** A row without a key is refused as the connector refuses it: an edit may give it one. */
function rowRecord({ bytes }: Outgoing): PutRecordsRequestEntry | Sent {
  const { text, hidden } = withoutHidden(bytes.toString('utf8'));
  if (!hidden.partitionKey) return failed('NoPartitionKey', 'the row has no $partitionKey');
  return { Data: Buffer.from(text), PartitionKey: hidden.partitionKey };
}
