import { count, dynamodb, dynamodbTable, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  at: Date;
}

interface Title {
  titleId: string;
  studio: string;
}

const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });

// One column of the item is used, and none of those that may be missing.
const titled = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) })
  .filter((e) => e.userId !== 'robot')
  .enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['studio'] });

const perStudio = titled
  .keyBy((e) => ({ studio: e.studio ?? 'unknown' }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('studios', [
  perStudio.to(dynamodb({ table: 'studios', partitionKey: 'studio', sortKey: 'windowStart' })),
]);
