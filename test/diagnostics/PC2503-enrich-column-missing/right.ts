import { dynamodbTable, firehose, kinesis, pipeline, seconds } from 'pipectl';

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

const known = plays.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['genre'] });
export default pipeline('columns', [known.to(firehose({ deliveryStream: 'known-plays' }))]);
