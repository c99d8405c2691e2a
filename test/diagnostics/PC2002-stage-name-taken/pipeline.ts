import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  at: Date;
}

const events = kinesis<Play>({ stream: 'events', time: (e) => e.at, outOfOrder: seconds(30) });
const other = kinesis<Play>({ stream: 'events.faults', time: (e) => e.at, outOfOrder: seconds(30) });
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2002

export default pipeline('taken', [
  events.to(firehose({ deliveryStream: 'archive' })),
  other.to(firehose({ deliveryStream: 'other-archive' })),
]);
