/** The local Kinesis in a process of its own, as the benchmark measures it: says its port, then its memory when asked. */
import { kinesisService } from '../local/services/kinesis/kinesis.js';
import { startFront } from '../local/services/front/start-front.js';

const service = kinesisService({ changeMs: 0 });
const front = await startFront([service]);
process.send?.({ port: front.port });
process.on('message', () => process.send?.({ rss: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit());
