/** What must compile, with the types that results have. */
import {
  avg,
  count,
  countDistinct,
  cumulate,
  days,
  dynamodb,
  firehose,
  first,
  hop,
  hours,
  kinesis,
  kinesisStream,
  latest,
  max,
  min,
  minutes,
  opensearch,
  pipeline,
  seconds,
  session,
  sum,
  tumble,
  type Aggregate,
  type Duration,
  type Int,
  type Output,
  type Sink,
  type Stream,
  type Table,
  type Window,
} from 'pipectl';
import { events, type Event } from './events.js';

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <T extends true>(..._: T[]): void => undefined;
type RowOf<S> = S extends Stream<infer T> ? T : S extends Table<infer T> ? T : never;

const windowed = events
  .filter((e) => e.kind === 'play')
  .keyBy((e) => ({ user: e.user, device: e.device ?? 'unknown' }))
  .window(tumble(minutes(5), { offset: minutes(1) }))
  .aggregate({
    n: count(),
    big: count((e) => e.amount > 1),
    users: countDistinct((e) => e.user),
    total: sum((e) => e.amount),
    wholes: sum((e) => e.whole),
    exacts: sum((e) => e.exact),
    mean: avg((e) => e.whole),
    low: min((e) => e.at),
    high: max((e) => e.kind),
    one: first((e) => e.tags),
    last: latest((e) => e.country),
  });

is<
  Same<
    RowOf<typeof windowed>,
    {
      user: string;
      device: string;
      windowStart: Date;
      windowEnd: Date;
      n: bigint;
      big: bigint;
      users: bigint;
      total: number | null;
      wholes: number | null;
      exacts: bigint | null;
      mean: number | null;
      low: Date | null;
      high: 'play' | 'stop' | null;
      one: string[] | null;
      last: string | null;
    }
  >
>();

const table = events
  .keyBy((e) => ({ user: e.user }))
  .aggregate({ n: count(), last: latest((e) => e.at) }, { retain: days(30) });
is<Same<typeof table, Table<{ user: string; n: bigint; last: Date | null }>>>();
is<Same<RowOf<ReturnType<typeof table.filter>>, { user: string; n: bigint; last: Date | null }>>();

// Aggregates can be filtered, mapped and windowed again.
const again = windowed
  .filter((r) => r.n > 10n)
  .map((r) => ({ ...r, slot: `${r.windowStart.toISOString()}#${r.device}` }))
  .keyBy((r) => ({ user: r.user }))
  .window(hop(hours(1), { every: minutes(5) }))
  .aggregate({ best: max((r) => r.n), slots: countDistinct((r) => r.slot) });
is<
  Same<RowOf<typeof again>, { user: string; windowStart: Date; windowEnd: Date; best: bigint | null; slots: bigint }>
>();

const whole = events.window(session({ gap: seconds(30) })).aggregate({ n: count() });
is<Same<RowOf<typeof whole>, { windowStart: Date; windowEnd: Date; n: bigint }>>();

// Functions of the author's own, with and without a type parameter of their own.
const busy = <T extends { amount: number }>(stream: Stream<T>, most: number): Stream<T> =>
  stream.filter((e) => e.amount > most);
is<Same<RowOf<ReturnType<typeof busy<Event>>>, Event>>();
const perKind: Aggregate<{ kind: string }, bigint> = count((e: { kind: string }) => e.kind === 'play');
const sizes: Window[] = [cumulate(days(1), { step: hours(1) }), session({ gap: seconds(1) })];
const retain: Duration | 'forever' = sizes.length > 1 ? 'forever' : days(1);
const archive: Sink<{ id: string }> = firehose({ deliveryStream: 'archive' });
const plays: Int = 3;

const outputs: Output[] = [
  events.to(archive),
  events.to(kinesisStream({ stream: 'copy', partitionKey: (e) => e.id })).named('copy'),
  events.to(opensearch({ index: 'events' })),
  events.to(opensearch({ index: 'by-id', id: (e) => e.id })),
  busy(events, plays).to(dynamodb({ table: 'busy', partitionKey: 'user', sortKey: 'at', overwrite: true })),
  windowed.to(dynamodb({ table: 'windowed', partitionKey: 'user', sortKey: 'n' })),
  table.named('table').to(dynamodb({ table: 'users', partitionKey: 'user' })),
  table.to(dynamodb({ table: 'counted', partitionKey: 'user', nulls: 'write', onlyIfNewer: 'n' })),
  events.to(dynamodb({ table: 'newest', partitionKey: 'user', nulls: 'skip', onlyIfNewer: 'at' })),
  events.to(dynamodb({ table: 'largest', partitionKey: 'user', onlyIfNewer: 'whole' })),
  events.to(opensearch({ index: 'newest', id: (e) => e.user, onlyIfNewer: 'exact' })),
  table.map((r) => ({ ...r, key: r.user })).to(opensearch({ index: 'users', id: (r) => r.key })),
  events
    .keyBy((e) => ({ user: e.user }))
    .aggregate({ perKind }, { retain })
    .to(dynamodb({ table: 'kinds', partitionKey: 'user' })),
  kinesis<Event>({
    stream: 'all-options',
    time: (e) => e.at,
    outOfOrder: seconds(0),
    idleAfter: minutes(1),
    maxAhead: hours(2),
    timestamps: 'millis',
    rules: { 'has-user': (e) => e.user !== '', positive: (e) => e.amount > 0 },
    start: new Date(0),
  }).to(firehose({ deliveryStream: 'all' })),
];

const p = pipeline('accepted', outputs, {
  parallelism: 4,
  checkpointEvery: minutes(1),
  runtime: 'FLINK-2_2',
  deadLetters: 'letters',
  rejectRate: 0.01,
});
is<Same<typeof p.name, string>>();
export default p;
