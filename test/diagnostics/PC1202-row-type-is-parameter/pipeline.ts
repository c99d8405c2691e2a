import { firehose, kinesis, pipeline, seconds, type Stream } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

function source<T extends { at: Date }>(stream: string): Stream<T> {
  return kinesis<T>({ stream, time: (e) => e.at, outOfOrder: seconds(30) });
  //             ^ PC1202
}

const events = source<Playback>('playback');

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
