/** Every event from the stream into a delivery stream. */
import { firehose, kinesis, pipeline, seconds } from 'pipectl';
import type { Playback } from './playback.js';

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('through-firehose', [events.to(firehose({ deliveryStream: 'bench' }))]);
