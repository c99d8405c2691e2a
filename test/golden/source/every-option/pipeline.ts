// Every option of a source.
import { firehose, hours, kinesis, minutes, pipeline, seconds } from 'pipectl';

interface Tick {
  symbol: string;
  price: number;
  at: Date;
}

const ticks = kinesis<Tick>({
  stream: 'ticks',
  time: (t) => t.at,
  outOfOrder: seconds(0),
  idleAfter: minutes(1),
  maxAhead: hours(2),
  timestamps: 'millis',
  start: new Date('2026-01-01T00:00:00Z'),
});

export default pipeline('every-option', [ticks.to(firehose({ deliveryStream: 'ticks-raw' }))]);
