/** Every event from the stream into an index, a document each. */
import { kinesis, opensearch, pipeline, seconds } from 'pipectl';
import type { Playback } from './playback.js';

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('through-opensearch', [events.to(opensearch({ index: 'bench', id: (e) => e.eventId }))]);
