/** The smallest pipeline with state: clicks by kind, from one stream into another. */
import { count, kinesis, kinesisStream, pipeline, seconds, tumble } from 'pipectl';

export interface Click {
  id: string;
  kind: string;
  at: Date;
}

const clicks = kinesis<Click>({ stream: 'clicks', time: (e) => e.at, outOfOrder: seconds(1) });

const counts = clicks
  .keyBy((e) => ({ kind: e.kind }))
  .window(tumble(seconds(10)))
  .aggregate({ clicks: count() });

export default pipeline('counts', [counts.to(kinesisStream({ stream: 'counts', partitionKey: (r) => r.kind }))]);
