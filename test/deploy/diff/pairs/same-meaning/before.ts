// What an author may do without changing anything: see the other file.
import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  titleId: string;
  watched: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(60) });
const long = plays.filter((e) => e.watched > 60 && e.titleId !== '');
const perTitle = long
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(60)))
  .aggregate({ plays: count() });

export default pipeline('compared', [perTitle.to(firehose({ deliveryStream: 'titles' }))]);
