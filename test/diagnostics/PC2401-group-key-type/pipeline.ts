import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Tagged {
  tag: string;
  tags: string[];
  at: Date;
}

const tagged = kinesis<Tagged>({ stream: 'tagged', time: (e) => e.at, outOfOrder: seconds(30) });

const perTags = tagged
  .keyBy((e) => ({ tags: e.tags as never }))
//                       ^^^^^^^^^^^^^^^ PC2401
  .window(tumble(minutes(5)))
  .aggregate({ events: count() });

export default pipeline('array-key', [perTags.to(firehose({ deliveryStream: 'per-tags' }))]);
