// One window of each kind, and an edit for each of its numbers.
import {
  count,
  cumulate,
  days,
  firehose,
  hop,
  hours,
  kinesis,
  minutes,
  pipeline,
  seconds,
  session,
  tumble,
} from 'pipectl';

interface Play {
  userId: string;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });
const perUser = plays.keyBy((e) => ({ userId: e.userId }));

const windows = {
  tumbling: tumble(minutes(30)),
  shifted: tumble(days(1)),
  hopping: hop(hours(1), { every: minutes(5) }),
  faster: hop(hours(1), { every: minutes(10) }),
  cumulating: cumulate(hours(1), { step: minutes(5) }),
  visits: session({ gap: minutes(30) }),
  kind: tumble(hours(1)),
};

export default pipeline(
  'compared',
  Object.entries(windows).map(([name, window]) =>
    perUser
      .window(window)
      .aggregate({ plays: count() })
      .named(name)
      .to(firehose({ deliveryStream: `${name}-out` })),
  ),
);
