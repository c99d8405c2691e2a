// Filters and maps in a chain, named after the variable; the last output is inline and takes its sink's name.
import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const long = plays
  .filter((e) => e.seconds > 60)
  .map((e) => ({ who: e.userId, what: e.titleId, minutes: e.seconds / 60, device: e.device ?? 'unknown' }))
  .filter((e) => e.device !== 'tv');

export default pipeline('filter-and-map', [
  long.to(firehose({ deliveryStream: 'long-plays' })),
  plays.filter((e) => e.device == null).to(firehose({ deliveryStream: 'without-device' })),
]);
