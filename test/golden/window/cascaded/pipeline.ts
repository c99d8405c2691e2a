// A window over the rows of another; its late rows have no record of their own, so the row itself becomes the letter.
import { count, firehose, hours, kinesis, max, minutes, pipeline, seconds, sum, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const perMinute = plays
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(1)))
  .aggregate({ plays: count(), seconds: sum((e) => e.seconds) });

const busiest = perMinute
  .filter((r) => r.plays > 10n)
  .map((r) => ({ titleId: r.titleId, plays: r.plays, seconds: r.seconds ?? 0 }))
  .keyBy((r) => ({ titleId: r.titleId }))
  .window(tumble(hours(1)))
  .aggregate({ busiestMinute: max((r) => r.plays), seconds: sum((r) => r.seconds) });

export default pipeline('cascaded', [busiest.to(firehose({ deliveryStream: 'busiest' }))]);
