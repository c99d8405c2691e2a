import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Comment {
  text: string;
  replies: Comment[];
//^^^^^^^^^^^^^^^^^^ PC1211
}

interface Playback {
  userId: string;
  comment: Comment;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
