// The same windows with other numbers.
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
  tumbling: tumble(hours(1)),
  shifted: tumble(days(1), { offset: hours(2) }),
  hopping: hop(hours(2), { every: minutes(5) }),
  faster: hop(hours(1), { every: minutes(15) }),
  cumulating: cumulate(hours(1), { step: minutes(20) }),
  visits: session({ gap: minutes(10) }),
  kind: hop(hours(1), { every: minutes(5) }),
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
