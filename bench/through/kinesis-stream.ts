/** Every event from the stream into another stream. */
import { kinesis, kinesisStream, pipeline, seconds } from 'pipectl';
import type { Playback } from './playback.js';

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('through-kinesis-stream', [
  events.to(kinesisStream({ stream: 'bench', partitionKey: (e) => e.userId })),
]);
