// Counts, with a condition and of distinct values; numbers are one value where JavaScript says so, bytes by content.
import { count, countDistinct, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Event {
  user: string;
  amount: number;
  digest: Uint8Array;
  day: Date;
  at: Date;
}

const events = kinesis<Event>({ stream: 'events', time: (e) => e.at, outOfOrder: seconds(30) });

const counts = events.window(tumble(minutes(1))).aggregate({
  events: count(),
  large: count((e) => e.amount > 100),
  users: countDistinct((e) => e.user),
  amounts: countDistinct((e) => e.amount),
  digests: countDistinct((e) => e.digest),
  days: countDistinct((e) => e.day),
});

export default pipeline('counts', [counts.to(firehose({ deliveryStream: 'counts' }))]);
