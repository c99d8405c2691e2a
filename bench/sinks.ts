/** The sinks that are measured: a pipeline each, the raw request that shows what its service can take, and what arrived. */
import { awsHeaders, post } from './raw-requests.js';

export interface SinkPlaces {
  readonly endpoint: string;
  readonly opensearch: string;
}

export interface MeasuredSink {
  /** Of its file in `through/`. */
  readonly name: string;
  /** The share of the benchmark's records that it gets: the slow ones would need minutes. */
  readonly share: number;
  /** Records in one request, as our sink sends them. */
  readonly batch: number;
  /** Puts a batch of records; `first` is the number of its first one. */
  send(places: SinkPlaces, records: readonly string[], first: number): Promise<unknown>;
}

const aws = ({ endpoint }: SinkPlaces, service: string, target: string, body: unknown): Promise<unknown> =>
  post(
    endpoint,
    awsHeaders(service, target, service === 'dynamodb' ? '1.0' : '1.1'),
    Buffer.from(JSON.stringify(body)),
  );

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const SINKS: readonly MeasuredSink[] = [
  {
    ...{ name: 'firehose', share: 1, batch: 500 },
    send: (places, records) =>
      aws(places, 'firehose', 'Firehose_20150804.PutRecordBatch', {
        DeliveryStreamName: 'bench',
        Records: records.map((record) => ({ Data: base64(record) })),
      }),
  },
  {
    ...{ name: 'kinesis-stream', share: 1, batch: 500 },
    send: (places, records, first) =>
      aws(places, 'kinesis', 'Kinesis_20131202.PutRecords', {
        StreamName: 'bench',
        Records: records.map((record, i) => ({ Data: base64(record), PartitionKey: `user-${(first + i) % 5_000}` })),
      }),
  },
  {
    ...{ name: 'dynamodb', share: 0.1, batch: 25 },
    send: (places, records, first) =>
      aws(places, 'dynamodb', 'DynamoDB_20120810.BatchWriteItem', {
        RequestItems: { bench: records.map((record, i) => ({ PutRequest: { Item: itemOf(record, first + i) } })) },
      }),
  },
  {
    ...{ name: 'opensearch', share: 0.1, batch: 1_000 },
    send: ({ opensearch }, records, first) =>
      post(
        `${opensearch}/_bulk`,
        { 'content-type': 'application/x-ndjson' },
        Buffer.from(
          records.map((record, i) => `{"index":{"_index":"bench","_id":"raw-${first + i}"}}\n${record}\n`).join(''),
        ),
      ),
  },
];

function itemOf(record: string, number: number): Record<string, unknown> {
  const fields = Object.entries(JSON.parse(record) as Record<string, string | number>);
  const item = fields.map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]);
  return { ...Object.fromEntries(item), eventId: { S: `raw-${number}` } };
}
