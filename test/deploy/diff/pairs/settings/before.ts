// The settings of a pipeline.
import { firehose, kinesis, pipeline, seconds } from 'pipectl';

const plays = kinesis<{ userId: string; at: Date }>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });

export default pipeline('compared', [plays.to(firehose({ deliveryStream: 'plays-raw' }))], { parallelism: 2 });
