/** What stages and outputs are called. */
import { expect, test } from '@jest/globals';
import { namesOf } from '../../compiler/read/stage-names.js';
import { graphOfText, pipelineText } from './support.js';

/** Names of the stages other than the source, in creation order, then of the outputs. */
async function names(
  body: string,
  outputs: string,
): Promise<{ stages: readonly string[]; outputs: readonly string[] }> {
  const graph = await graphOfText(pipelineText(`${body}\nexport default pipeline('p', [${outputs}]);`));
  const { stages, outputs: sinks } = namesOf(graph);
  expect(stages[0]).toBe('events');
  return { stages: stages.slice(1), outputs: sinks };
}

const out = (stream: string, to = 'out'): string => `${stream}.to(firehose({ deliveryStream: '${to}' }))`;

test('the variable names the last stage of a chain, its steps come before', async () => {
  const { stages, outputs } = await names(
    `const busy = events.filter(e => e.amount > 1).map(e => ({ ...e, a: 1 })).filter(e => e.a > 0).filter(e => e.a > 1)
       .keyBy(e => ({ user: e.user })).window(tumble(minutes(1))).aggregate({ n: count() });`,
    out('busy'),
  );
  expect(stages).toEqual(['busy.filter', 'busy.map', 'busy.filter2', 'busy.filter3', 'busy']);
  expect(outputs).toEqual(['out']);
});

test('a chain that is called as its source leaves it the name, and its last stage is a step like the others', async () => {
  const chained = await names(
    `const plays = kinesis<Event>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(30) })
       .filter(e => e.amount > 1).map(e => ({ ...e, a: 1 })).filter(e => e.a > 0);`,
    out('plays'),
  );
  expect(chained.stages).toEqual(['plays', 'plays.filter', 'plays.map', 'plays.filter2']);
  const apart = await names(
    `const good = events.filter(e => e.amount > 1);
     { const events = good.keyBy(e => ({ user: e.user })).window(tumble(minutes(1))).aggregate({ n: count() }); void events; }`,
    out('good'),
  );
  expect(apart.stages).toEqual(['good', 'events.aggregate']);
  const inline = await names('', out('events.filter(e => e.amount > 1)', 'events'));
  expect(inline).toEqual({ stages: ['events.filter'], outputs: ['events'] });
});

test('only one chain can be called as its source, only by its variable, and only as its own source', async () => {
  const loop = await names(
    `const all = [1, 2].map(n => { const events2 = events; { const events = events2.filter(e => e.amount > n); return events; } });`,
    'all.map((s, i) => s.to(firehose({ deliveryStream: `out-${i}` })))[0]!',
  );
  expect(loop.stages).toEqual(['events.filter', 'events']);
  const said = await names(`const a = events.filter(e => e.amount > 1).named('events');`, out('a'));
  expect(said.stages).toEqual(['events']);
  const other = await names(
    `const plays = events.filter(e => e.amount > 1);
     const raw = kinesis<Event>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(30) });`,
    `${out('plays')}, ${out('raw', 'raw')}`,
  );
  expect(other.stages).toEqual(['plays', 'plays']);
});

test('.named() wins, also for outputs and sources', async () => {
  const { stages, outputs } = await names(
    `const a = events.filter(e => e.amount > 1).named('first').map(e => ({ id: e.id })).named('second');
     const b = events.filter(e => e.amount > 2).named('third');`,
    `${out('a')}.named('archive'), ${out('b', 'other')}`,
  );
  expect(stages).toEqual(['first', 'second', 'third']);
  expect(outputs).toEqual(['archive', 'other']);
  const graph = await graphOfText(
    pipelineText(`const clicks = events.named('clicks'); export default pipeline('p', [${out('clicks')}]);`),
  );
  expect(namesOf(graph).stages).toEqual(['clicks']);
});

test("inline stages take the output's name", async () => {
  const { stages } = await names(
    '',
    `${out('events.filter(e => e.amount > 1).map(e => ({ id: e.id }))', 'archive')}, ${out('events.filter(e => e.amount > 2)', 'x')}.named('y')`,
  );
  expect(stages).toEqual(['archive.filter', 'archive', 'y']);
});

test('the outermost call site wins, twice', async () => {
  const { stages } = await names(
    `function busy(s: Stream<Event>, n: number) { const kept = s.filter(e => e.amount > n); const mapped = kept.map(e => ({ ...e, n: 1 })); return mapped; }
     const a = busy(events, 1);
     const b = busy(events, 2);`,
    `${out('a')}, ${out('b', 'other')}`,
  );
  expect(stages).toEqual(['a.filter', 'a', 'b.filter', 'b']);
});

test('a factory may give several stages of one chain', async () => {
  const { stages } = await names(
    `const make = (n: number) => { const kept = events.filter(e => e.amount > n).filter(e => e.amount > n + 1); return { kept, mapped: kept.map(e => ({ id: e.id })) }; };
     const first = make(1);
     const { kept, mapped: short } = make(2);`,
    [out('first.kept'), out('first.mapped', 'b'), out('kept', 'c'), out('short', 'd')].join(),
  );
  expect(stages).toEqual(['first.kept.filter', 'first.kept', 'first.mapped', 'kept.filter', 'kept', 'short']);
});

test('an alias renames nothing, nor does a call that gives back what was there', async () => {
  const { stages } = await names(
    `const a = events.filter(e => e.amount > 1);
     const b = a;
     const same = <T>(x: T): T => x;
     const c = same(a);
     const d = { e: a };
     const [f] = [a];`,
    out('d.e') + ', ' + out('b', 'b') + ', ' + out('c', 'c') + ', ' + out('f', 'f'),
  );
  expect(stages).toEqual(['a']);
});

test('properties, classes, destructuring, conditions and wrappers of types name too', async () => {
  const { stages } = await names(
    `const make = (n: number) => ({ low: events.filter(e => e.amount < n), high: [events.filter(e => e.amount > n)] as const });
     const streams = { busy: events.filter(e => e.amount > 1), nested: { deep: events.filter(e => e.amount > 2) }, 'quoted': events.filter(e => e.amount > 3) };
     const { low, high: [top] } = make(1);
     const cond = streams ? (events.filter(e => e.amount > 4) as Stream<Event>) : events.filter(e => e.amount > 5)!;
     const both = make(2);
     class Streams { static idle = events.filter(e => e.amount < 1); }
     const later = await Promise.resolve(1).then(() => events.filter(e => e.amount > 9));`,
    out('events'),
  );
  expect(stages).toEqual([
    'busy',
    'deep',
    'quoted',
    'low',
    'top',
    'cond',
    'both.low',
    'events.filter',
    'idle',
    'later',
  ]);
});

test('a loop gives its stages one name, which is for the author to mend', async () => {
  const { stages } = await names(
    `const all = [1, 2].map(n => { const p = events.filter(e => e.amount > n); return p; });
     const named = [1, 2].map(n => events.filter(e => e.amount > n).named(\`over-\${n}\`));`,
    'all.map((s, i) => s.to(firehose({ deliveryStream: `out-${i}` })))[0]!',
  );
  expect(stages).toEqual(['p', 'p', 'over-1', 'over-2']);
});

test('a stage passed on without a name belongs to the chain that uses it', async () => {
  const { stages } = await names(
    `const fan = (s: Stream<Event>) => [s.filter(e => e.amount > 2), s.filter(e => e.amount > 3)];
     const [x, y] = fan(events.filter(e => e.amount > 1));`,
    `${out('x!')}, ${out('y!', 'y')}`,
  );
  expect(stages).toEqual(['x.filter', 'x', 'y']);
});
