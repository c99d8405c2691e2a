import { dynamodbTable, firehose, kinesis, pipeline, seconds, type LookupTable } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  name: string;
  device?: string;
  at: Date;
}
interface Numbered {
  titleId: bigint;
  genre: string;
}
interface Title {
  titleId: string;
  year: number;
  name: string;
  genre: string;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const titles = dynamodbTable<Numbered>({ table: 'titles', partitionKey: 'titleId' }) as never as LookupTable<Title>;

const known = plays.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['genre'] });
//                                                          ^^^^^^^^^ PC2502
export default pipeline('keys', [known.to(firehose({ deliveryStream: 'known-plays' }))]);
