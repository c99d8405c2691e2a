import { firehose, kinesis, pipeline, seconds, type Stream } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

function recent<T extends { at: Date }>(stream: Stream<T>): Stream<T> {
  return stream.filter((e) => e.at > start);
}

const start = new Date('2026-01-01T00:00:00Z');
const events = recent(kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) }));

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
