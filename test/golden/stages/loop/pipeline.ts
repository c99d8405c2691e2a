// Stages made in a loop, with captured constants and names.
import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const thresholds = { short: 10, long: 600 };

const outputs = [1, 5].map((m) =>
  plays
    .filter((e) => e.seconds >= thresholds.short && e.seconds < thresholds.long)
    .named(`watched-${m}`)
    .keyBy((e) => ({ titleId: e.titleId }))
    .window(tumble(minutes(m)))
    .aggregate({ plays: count() })
    .named(`every-${m}`)
    .to(firehose({ deliveryStream: `plays-${m}` })),
);

export default pipeline('loop', outputs);
