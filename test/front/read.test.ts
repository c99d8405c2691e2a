/** Stages with their columns, spans and settings. */
import { expect, test } from '@jest/globals';
import type { Pipeline, Stage } from '../../compiler/ir/pipeline.js';
import type { Column } from '../../compiler/ir/types.js';
import { pipelineText, wasRead } from './support.js';

async function pipelineOf(body: string): Promise<{ pipeline: Pipeline; text: string; stage: (name: string) => Stage }> {
  const text = pipelineText(body);
  const { pipeline, diagnostics } = await wasRead(text);
  if (!pipeline) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  const stage = (name: string): Stage => {
    const found = pipeline.stages.find((each) => each.name === name);
    if (!found) throw new Error(`no stage ${name} in ${pipeline.stages.map((each) => each.name).join()}`);
    return found;
  };
  return { pipeline, text, stage };
}

const short = ({ type, absence }: Column): string => (absence === 'never' ? type.kind : `${type.kind} or ${absence}`);
const schema = ({ schema }: Stage): string[] => schema.map((field) => `${field.name}: ${short(field)}`);

const AGGREGATES = `
const one = events
  .filter(e => e.amount > 1)
  .keyBy(e => ({ user: e.user, kind: e.kind }))
  .window(tumble(minutes(5), { offset: minutes(1) }))
  .aggregate({ n: count(), big: count(e => e.amount > 5), total: sum(e => e.amount), most: max(e => e.at), whole: sum(e => e.amount), names: countDistinct(e => e.id), mean: avg(e => e.amount), last: latest(e => e.kind) })
  .filter(r => r.n > 1n)
  .map(r => ({ ...r, key: r.user + r.kind, start: r.windowStart }));
const two = one.keyBy(r => ({ user: r.user })).window(hop(hours(1), { every: minutes(5) })).aggregate({ rows: count(), total: sum(r => r.n), best: min(r => r.total) });
const three = events.window(session({ gap: seconds(5) })).aggregate({ n: count() });
const four = events.window(cumulate(days(1), { step: hours(1) })).aggregate({ n: first(e => e.id) });
const table = events.keyBy(e => ({ user: e.user })).aggregate({ n: count(), last: latest(e => e.amount) }, { retain: days(2) });
export default pipeline('p', [one.to(firehose({ deliveryStream: 'one' })), two.to(firehose({ deliveryStream: 'two' })),
  three.to(kinesisStream({ stream: 'three', partitionKey: r => String(r.n) })), four.to(opensearch({ index: 'four' })).named('fourth'),
  table.to(dynamodb({ table: 'table', partitionKey: 'user' }))], { parallelism: 3, checkpointEvery: seconds(20), runtime: 'FLINK-2_2', deadLetters: 'letters', rejectRate: 0.5 });
`;

const withMore = (body: string): string =>
  body.replace(
    'const one',
    `import { avg, countDistinct, cumulate, first, hop, hours, kinesisStream, latest, max, min } from 'pipectl';\nconst one`,
  );

test('rows flow through filters, windows, aggregates and maps', async () => {
  const { stage } = await pipelineOf(withMore(AGGREGATES));
  expect(schema(stage('events'))).toEqual(['id: string', 'user: string', 'kind: string', 'amount: number', 'at: date']);
  expect(schema(stage('one.aggregate'))).toEqual([
    'user: string',
    'kind: string',
    'windowStart: date',
    'windowEnd: date',
    'n: bigint',
    'big: bigint',
    'total: number or null',
    'most: date or null',
    'whole: number or null',
    'names: bigint',
    'mean: number or null',
    'last: string or null',
  ]);
  expect(schema(stage('one'))).toEqual([...schema(stage('one.aggregate')), 'key: string', 'start: date']);
  expect(schema(stage('two'))).toEqual([
    'user: string',
    'windowStart: date',
    'windowEnd: date',
    'rows: bigint',
    'total: bigint or null',
    'best: number or null',
  ]);
  expect(schema(stage('three'))).toEqual(['windowStart: date', 'windowEnd: date', 'n: bigint']);
  expect(schema(stage('table'))).toEqual(['user: string', 'n: bigint', 'last: number or null']);
});

test('settings, windows, sinks and outputs are as written', async () => {
  const { pipeline, stage } = await pipelineOf(withMore(AGGREGATES));
  expect(pipeline.settings).toEqual({
    parallelism: 3,
    checkpointEvery: 20_000,
    runtime: 'FLINK-2_2',
    deadLetters: 'letters',
    rejectRate: 0.5,
  });
  const windows = ['one.aggregate', 'two', 'three', 'four'].map((name) => {
    const found = stage(name);
    return found.kind === 'window'
      ? [found.window.kind, found.window.size, found.window.step, found.window.offset]
      : [];
  });
  expect(windows).toEqual([
    ['tumble', 300_000, 0, 60_000],
    ['hop', 3_600_000, 300_000, 0],
    ['session', 5_000, 0, 0],
    ['cumulate', 86_400_000, 3_600_000, 0],
  ]);
  const table = stage('table');
  expect(table.kind === 'continuous' && [table.retain, table.of]).toEqual([172_800_000, 'events']);
  expect(pipeline.outputs.map(({ name, of, sink }) => [name, of, sink.kind])).toEqual([
    ['one', 'one', 'firehose'],
    ['two', 'two', 'firehose'],
    ['three', 'three', 'kinesisStream'],
    ['fourth', 'four', 'opensearch'],
    ['table', 'table', 'dynamodb'],
  ]);
  const source = stage('events');
  expect(source.kind === 'source' && [source.outOfOrder, source.maxAhead, source.idleAfter, source.start]).toEqual([
    30_000,
    3_600_000,
    null,
    'trim-horizon',
  ]);
});

test('spans begin at the name of the function or method and end at its parenthesis', async () => {
  const { pipeline, text, stage } = await pipelineOf(withMore(AGGREGATES));
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end).replace(/\s+/g, ' ');
  const one = stage('one.aggregate');
  if (one.kind !== 'window') throw new Error(one.kind);
  expect(at(stage('events').span)).toMatch(/^kinesis<Event>\(.*\)$/);
  expect(at(stage('one.filter').span)).toBe('filter(e => e.amount > 1)');
  expect(at(stage('one.filter2').span)).toBe('filter(r => r.n > 1n)');
  expect(one.keySpan && at(one.keySpan)).toBe('keyBy(e => ({ user: e.user, kind: e.kind }))');
  expect(at(one.window.span)).toBe('window(tumble(minutes(5), { offset: minutes(1) }))');
  expect(at(one.span)).toMatch(/^aggregate\(\{ n: count\(\).*\}\)$/);
  expect(one.aggregates.slice(0, 3).map(({ span }) => at(span))).toEqual([
    'count()',
    'count(e => e.amount > 5)',
    'sum(e => e.amount)',
  ]);
  expect(pipeline.outputs.map(({ span }) => at(span))[0]).toBe("to(firehose({ deliveryStream: 'one' }))");
  expect(pipeline.outputs.map(({ sinkSpan }) => at(sinkSpan))[0]).toBe("firehose({ deliveryStream: 'one' })");
  expect(at(pipeline.span)).toMatch(/^pipeline\('p'.*\)$/);
});

test('stages that reach no output are named, also those after a fork', async () => {
  const { pipeline } = await pipelineOf(`
    const used = events.filter(e => e.amount > 1);
    const idle = used.filter(e => e.amount > 2).map(e => ({ id: e.id }));
    const other = kinesis<Event>({ stream: 'other', time: e => e.at, outOfOrder: seconds(1) });
    export default pipeline('p', [used.to(firehose({ deliveryStream: 'out' }))]);`);
  expect(pipeline.unused).toEqual(['idle.filter', 'idle', 'other']);
});

test('a row may be passed on whole, chosen, or taken from a field', async () => {
  const { stage } = await pipelineOf(`
    const same = events.map(e => e);
    const chosen = events.map(e => e.amount > 1 ? { id: e.id, n: e.amount as number | null } : { id: e.user, n: null });
    const nested = events.map(e => ({ inner: { id: e.id, at: e.at } })).map(e => e.inner);
    export default pipeline('p', [same.to(firehose({ deliveryStream: 'a' })), chosen.to(firehose({ deliveryStream: 'b' })), nested.to(firehose({ deliveryStream: 'c' }))]);`);
  expect(schema(stage('same'))).toEqual(schema(stage('events')));
  expect(schema(stage('chosen'))).toEqual(['id: string', 'n: number or null']);
  expect(schema(stage('nested'))).toEqual(['id: string', 'at: date']);
});

test('what a cast hid from TypeScript is refused where the lambda is', async () => {
  const text = pipelineText(`
    const a = events.filter(((e: Event) => e.id) as never);
    const b = events.map(((e: Event) => e.id) as never);
    const c = events.keyBy(((e: Event) => e.at) as never).window(tumble(minutes(1))).aggregate({ n: count(((e: Event) => e.amount) as never) });
    export default pipeline('p', [events.to(opensearch({ index: 'a', id: ((e: Event) => e.amount) as never }))]);`);
  const { diagnostics } = await wasRead(text);
  const told = diagnostics.filter(({ code }) => code === 'PC1220');
  expect(told.map(({ message }) => message)).toEqual([
    'the filter gives a string instead of a boolean',
    'the map gives a string instead of an object',
    'the key gives a Date instead of an object',
    "what 'n' counts gives a number instead of a boolean",
    'the id gives a number instead of a string',
  ]);
});

test('an input that cannot be read is reported once, not again at every stage after it', async () => {
  const { diagnostics } = await wasRead(`
    import { firehose, kinesis, pipeline, seconds } from 'pipectl';
    const events = kinesis<{ id: symbol; at: Date }>({ stream: 'events', time: e => e.at, outOfOrder: seconds(1) });
    export default pipeline('p', [events.filter(e => e.id !== null).map(e => ({ id: e.id })).to(firehose({ deliveryStream: 'a' }))]);`);
  expect(diagnostics.map(({ code }) => code)).toEqual(['PC1203']);
});
