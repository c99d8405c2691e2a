// The same, with everything said differently.
import { firehose, kinesis, minutes, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  kind: 'play' | 'pause' | 'stop';
  country: string;
  city?: string;
  watched: bigint;
  sentAt: Date;
  at: Date;
}

const DAY = 86_400n;

const plays = kinesis<Play>({
  stream: 'plays',
  time: (e) => e.at,
  outOfOrder: minutes(1),
  idleAfter: minutes(2),
  timestamps: 'seconds',
  rules: { short: (e) => e.watched < 2n * DAY, abroad: (e) => e.country !== 'fr' },
  start: new Date('2026-03-01T00:00:00Z'),
});
const clicks = kinesis<{ page: string; at: Date }>({
  stream: 'clicks-v2',
  time: (e) => e.at,
  outOfOrder: seconds(10),
  start: 'latest',
}).named('pages');

export default pipeline('compared', [
  plays.to(firehose({ deliveryStream: 'plays-raw' })),
  clicks.to(firehose({ deliveryStream: 'clicks-raw' })),
]);
