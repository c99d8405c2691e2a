import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const marked = plays.map((e) => ({ titleId: e.titleId, $long: e.seconds > 60 }));
//                                                            ^^^^^^^^^^^^^^ PC2005

export default pipeline('reserved-column', [marked.to(firehose({ deliveryStream: 'marked' }))]);
