import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perDevice = plays
  .keyBy((e) => ({ device: e.device ?? 'unknown' }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('nullable', [
  perDevice.to(dynamodb({ table: 'devices', partitionKey: 'device', sortKey: 'windowStart' })),
]);
