import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Call {
  callId: string;
  key: string;
  at: Date;
}

const calls = kinesis<Call>({ stream: 'calls', time: (e) => e.at, outOfOrder: seconds(30) });

const ours = calls.filter((e) => e.key === 'service-user');

export default pipeline('calls', [ours.to(firehose({ deliveryStream: 'our-calls' }))]);
