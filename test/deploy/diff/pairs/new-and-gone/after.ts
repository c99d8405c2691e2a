// perTitle is popularity now; users is gone; a lookup, a session and an output are new.
import {
  count,
  dynamodb,
  dynamodbTable,
  firehose,
  kinesis,
  minutes,
  pipeline,
  seconds,
  session,
  tumble,
} from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });
const titles = dynamodbTable<{ titleId: string; name: string }>({ table: 'names', partitionKey: 'titleId' });
const popularity = plays
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });
const known = plays.filter((e) => e.userId !== '');
const named = known.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['name'] });
const visits = named
  .keyBy((e) => ({ userId: e.userId }))
  .window(session({ gap: minutes(30) }))
  .aggregate({ plays: count() });

export default pipeline('compared', [
  popularity.to(dynamodb({ table: 'titles', partitionKey: 'titleId', sortKey: 'windowStart' })),
  known.to(firehose({ deliveryStream: 'known-plays' })),
  visits.to(firehose({ deliveryStream: 'visits-log' })),
]);
