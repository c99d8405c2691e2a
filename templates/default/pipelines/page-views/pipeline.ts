// How often each page is viewed, and by how many visitors, minute by minute.
import { count, countDistinct, dynamodb, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

export interface Visit {
  visitorId: string;
  page: string;
  /** Absent when the visitor came without following a link. */
  referrer?: string;
  kind: 'view' | 'leave';
  at: Date;
}

const visits = kinesis<Visit>({ stream: 'visits', time: (v) => v.at, outOfOrder: seconds(10) });

const views = visits
  .filter((v) => v.kind === 'view')
  .keyBy((v) => ({ page: v.page.toLowerCase() }))
  .window(tumble(minutes(1)))
  .aggregate({
    views: count(),
    visitors: countDistinct((v) => v.visitorId),
    linked: count((v) => v.referrer != null),
  });

export default pipeline('page-views', [
  visits.to(firehose({ deliveryStream: 'visits-raw' })),
  views.to(dynamodb({ table: 'page-views', partitionKey: 'page', sortKey: 'windowStart' })),
]);
