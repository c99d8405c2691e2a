import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Tagged {
  tag: string;
  tags: string[];
  at: Date;
}

const tagged = kinesis<Tagged>({ stream: 'tagged', time: (e) => e.at, outOfOrder: seconds(30) });

const perTag = tagged
  .keyBy((e) => ({ tag: e.tag }))
  .window(tumble(minutes(5)))
  .aggregate({ events: count() });

export default pipeline('array-key', [perTag.to(firehose({ deliveryStream: 'per-tag' }))]);
