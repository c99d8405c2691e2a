/** Rows to a delivery stream, each on a line of its own. */
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { clientOptions, type AwsAccess } from '../../aws/access.js';
import { asking } from '../../aws/service-failure.js';
import { isBusy, patiently } from './patiently.js';
import { failed, SENT, type Sender } from './sender.js';

/** PutRecordBatch takes 500 records and 4 MiB. */
const LIMITS = { entries: 500, bytes: 3_900_000 };
const NEWLINE = Buffer.from('\n');

export function toFirehose(stream: string, access: AwsAccess): Sender {
  const client = new FirehoseClient(clientOptions('FIREHOSE', access));
  return {
    ...LIMITS,
    send: (records) =>
      patiently(records, async (some) => {
        const Records = some.map(({ bytes }) => ({ Data: Buffer.concat([bytes, NEWLINE]) }));
        const answer = await asking('firehose:PutRecordBatch', `the delivery stream '${stream}'`, () =>
          client.send(new PutRecordBatchCommand({ DeliveryStreamName: stream, Records })),
        );
        return (answer.RequestResponses ?? []).map(({ ErrorCode: code, ErrorMessage: message = '' }) =>
          code === undefined ? { sent: SENT, again: false } : { sent: failed(code, message), again: isBusy(code) },
        );
      }),
    close: async () => client.destroy(),
  };
}
