// Two sources, each with its own event time, in one pipeline.
import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Click {
  page: string;
  at: Date;
}

interface Order {
  id: string;
  at: Date;
}

const clicks = kinesis<Click>({ stream: 'clicks', time: (c) => c.at, outOfOrder: seconds(5) });
const orders = kinesis<Order>({ stream: 'orders', time: (o) => o.at, outOfOrder: minutes(1) });

const clicksPerPage = clicks
  .keyBy((c) => ({ page: c.page }))
  .window(tumble(minutes(1)))
  .aggregate({ clicks: count() });

const ordersPerMinute = orders.window(tumble(minutes(1))).aggregate({ orders: count() });

export default pipeline('several-sources', [
  clicksPerPage.to(firehose({ deliveryStream: 'clicks-per-page' })),
  ordersPerMinute.to(firehose({ deliveryStream: 'orders-per-minute' })),
]);
