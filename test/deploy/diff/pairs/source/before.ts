// Two sources with everything that can be said of one.
import { firehose, hours, kinesis, minutes, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  kind: 'play' | 'stop';
  device?: string;
  watched: number;
  sentAt: Date;
  at: Date;
}

const plays = kinesis<Play>({
  stream: 'plays',
  time: (e) => e.sentAt,
  outOfOrder: seconds(10),
  maxAhead: hours(2),
  rules: { known: (e) => e.userId !== '', short: (e) => e.watched < 86_400 },
});
const clicks = kinesis<{ page: string; at: Date }>({
  stream: 'clicks',
  time: (e) => e.at,
  outOfOrder: seconds(10),
}).named('pages');

export default pipeline('compared', [
  plays.to(firehose({ deliveryStream: 'plays-raw' })),
  clicks.to(firehose({ deliveryStream: 'clicks-raw' })),
]);
