// A source and an output of one name, with stages between them.
import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Click {
  userId: string;
  at: Date;
}

const clicks = kinesis<Click>({ stream: 'clicks', time: (e) => e.at, outOfOrder: seconds(10) });
const perUser = clicks
  .keyBy((e) => ({ userId: e.userId }))
  .window(tumble(minutes(1)))
  .aggregate({ clicks: count() });

export default pipeline('compared', [
  perUser.to(dynamodb({ table: 'clicks', partitionKey: 'userId', sortKey: 'windowStart' })),
]);
