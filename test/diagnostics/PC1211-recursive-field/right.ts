import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Reply {
  text: string;
}

interface Comment {
  text: string;
  replies: Reply[];
}

interface Playback {
  userId: string;
  comment: Comment;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
