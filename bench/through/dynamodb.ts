/** Every event from the stream into a table, an item each. */
import { dynamodb, kinesis, pipeline, seconds } from 'pipectl';
import type { Playback } from './playback.js';

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('through-dynamodb', [events.to(dynamodb({ table: 'bench', partitionKey: 'eventId' }))]);
