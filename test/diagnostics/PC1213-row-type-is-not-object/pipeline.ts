import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const time = (batch: Playback[]): Date => batch[0]?.at ?? new Date(0);
const events = kinesis<Playback[]>({ stream: 'playback', time, outOfOrder: seconds(30) });
//                     ^^^^^^^^^^ PC1213

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
