import { count, dynamodb, dynamodbTable, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  scenes: { name: string; seconds: number }[];
  at: Date;
}

interface Title {
  titleId: string;
  name: string;
}

const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });

const titled = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) }).enrich(titles, {
  on: (e) => ({ titleId: e.titleId }),
  columns: ['name'],
});

// The window uses no column that may be missing; the other output all of them.
const perUser = titled
  .keyBy((e) => ({ userId: e.userId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count((e) => (e.name ?? '') !== '') });

export default pipeline('users', [
  titled.to(firehose({ deliveryStream: 'plays-with-names' })),
  perUser.to(dynamodb({ table: 'users', partitionKey: 'userId', sortKey: 'windowStart' })),
]);
