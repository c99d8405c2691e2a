/** Lookups on real Flink over files: what is found, what is not, and what only passes by; expected rows are worked out here. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runOnFiles } from '../../local/run-on-files.js';
import { compiledCase, sharedFlink } from '../support/compile-case.js';
import { eventsFile, removeFolders, SLOW_MS, temporaryFolder } from './shared-flink.js';

afterAll(removeFolders);

const PIPELINE = `
import { dynamodbTable, firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  titleId: string;
  country: string;
  text?: string;
  number?: number;
  flag?: boolean;
  date?: Date;
  big?: bigint;
  at: Date;
}
interface Title { titleId: string; name: string; tags?: string[] }
interface Price { country: string; from: Date; cents: bigint }

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });
const prices = dynamodbTable<Price>({ table: 'prices', partitionKey: 'country', sortKey: 'from' });

const named = plays.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['name', 'tags'] });
const priced = named.enrich(prices, { on: (e) => ({ from: e.at, country: e.country }), columns: ['cents'], onMissing: 'drop' });

export default pipeline('enriched', [
  named.to(firehose({ deliveryStream: 'named-plays' })),
  priced.map((e) => ({ title: e.name ?? e.titleId, cents: e.cents, text: e.text ?? null })).to(firehose({ deliveryStream: 'priced-plays' })),
]);
`;

const TITLES = [
  { titleId: 't0', name: 'Zero', tags: ['a', 'b'] },
  { titleId: 't1', name: 'One' },
  { titleId: 't1', name: 'One, corrected' },
];
const time = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const PRICES = [0, 4, 8, 12].map((second) => ({
  country: 'fr',
  from: time(second),
  cents: 9007199254740993n + BigInt(second),
}));
const PLAYS = Array.from({ length: 40 }, (_, i) => ({
  titleId: `t${i % 3}`,
  country: i % 8 === 4 ? 'de' : 'fr',
  ...(i % 2 === 0 ? { text: `x${i}`, number: i / 4, flag: i % 4 === 0, date: time(i), big: i } : {}),
  at: time(i),
}));

const json = (value: object): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `#${each}#` : each)).replace(
    /"#(\d+)#"/g,
    '$1',
  );
const lines = (folder: string, file: string): string[] =>
  readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);

test(
  'adds what is found, keeps what is missing, and drops on request',
  async () => {
    const folder = temporaryFolder();
    const entry = join(folder, 'pipeline.ts');
    writeFileSync(entry, PIPELINE);
    const { bundle, plan } = await compiledCase(entry);
    const out = join(folder, 'out');
    const report = await runOnFiles({
      flink: await sharedFlink(),
      bundle,
      plan,
      inputs: {
        plays: [eventsFile('plays.jsonl', PLAYS)],
        titles: [eventsFile('titles.jsonl', TITLES)],
        prices: [eventsFile('prices.jsonl', PRICES.map(json))],
      },
      out,
    });

    const title = (id: string) => TITLES.findLast(({ titleId }) => titleId === id);
    const named = PLAYS.map((play) => ({
      titleId: play.titleId,
      country: play.country,
      text: play.text ?? null,
      number: play.number ?? null,
      flag: play.flag ?? null,
      date: play.date ?? null,
      big: play.big ?? null,
      at: play.at,
      name: title(play.titleId)?.name ?? null,
      tags: title(play.titleId)?.tags ?? null,
    }));
    expect(lines(out, 'named-plays.jsonl').map((line) => JSON.parse(line) as unknown)).toEqual(named);

    const priced = named.flatMap(({ titleId, country, at, name, text }) => {
      const price = PRICES.find((each) => each.country === country && each.from === at);
      return price ? [json({ title: name ?? titleId, cents: price.cents, text })] : [];
    });
    expect(priced).toHaveLength(2);
    expect(lines(out, 'priced-plays.jsonl')).toEqual(priced);

    expect(report.ledger).toMatchObject({ balanced: true });
    const counts = report.ledger.stages.find(({ stage }) => stage === 'priced')?.counts;
    expect(counts).toEqual({ in: PLAYS.length, filtered: PLAYS.length - priced.length, out: priced.length });
  },
  SLOW_MS,
);

test(
  'a row of the table that is not what the pipeline says it is stops the run',
  async () => {
    const folder = temporaryFolder();
    const entry = join(folder, 'pipeline.ts');
    writeFileSync(entry, PIPELINE);
    const { bundle, plan } = await compiledCase(entry);
    const inputs = {
      plays: [eventsFile('plays.jsonl', PLAYS)],
      titles: [eventsFile('titles.jsonl', [...TITLES, { titleId: 't2' }])],
      prices: [eventsFile('prices.jsonl', [])],
    };
    const run = runOnFiles({ flink: await sharedFlink(), bundle, plan, inputs, out: join(folder, 'out') });
    await expect(run).rejects.toMatchObject({
      diagnostics: [
        { message: expect.stringMatching(/Line 4 of .*titles\.jsonl is no row of the table that 'named' looks up in/) },
      ],
    });
  },
  SLOW_MS,
);
