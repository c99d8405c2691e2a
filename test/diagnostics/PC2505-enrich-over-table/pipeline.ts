import { count, dynamodb, dynamodbTable, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  name: string;
  device?: string;
  at: Date;
}
interface Title {
  titleId: string;
  year: number;
  name: string;
  genre: string;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });

const perTitle = plays.keyBy((e) => ({ titleId: e.titleId })).aggregate({ plays: count() }, { retain: 'forever' });
const known = (perTitle as never as typeof plays).enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['genre'] });
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2505
export default pipeline('tables', [known.to(dynamodb({ table: 'known', partitionKey: 'titleId' }))]);
