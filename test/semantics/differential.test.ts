/** Every construct and function a lambda may use: what Flink computes is what Node computes, for awkward rows. */
import { describe, expect, test } from '@jest/globals';
import { computedOf, keptOf } from './columns.js';
import { groups, type Group, type Row } from './groups.js';
import { inFlink } from './in-flink.js';
import { pipelineText, type Part } from './pipeline-text.js';
import { rowsOf, written } from './rows.js';
import { same } from './same.js';

const SEED = 20261121;
const ROWS = 400;
const LONG = 400_000;

const rows = new Map(groups.map((group, i) => [group, rowsOf(group, SEED + i, ROWS)]));
const given = (group: Group): readonly Row[] => rows.get(group) ?? [];
/** The rows as the lambdas of a group see them. */
const seen = (group: Group): Row[] => given(group).map((row) => (group.prepare ? group.prepare(row) : row));

const inputs = Object.fromEntries(groups.map((group) => [group.name, given(group)]));

describe('as projections', () => {
  const parts: readonly Part[] = groups.map((group) => ({ group, computed: computedOf(group, seen(group)), kept: [] }));
  let running: ReturnType<typeof inFlink> | undefined;
  const run = (): ReturnType<typeof inFlink> => (running ??= inFlink((cases) => pipelineText(parts, cases), inputs));

  test('every row is decoded', async () => expect((await run()).rejected).toEqual([]), LONG);

  describe.each(parts)('$group.name', ({ group, computed }) => {
    test.each(computed)(
      '$name',
      async ({ name, inNode }) => {
        const output = (await run()).outputs.get(`${group.name}-values`) ?? [];
        const got = new Map(output.map((row) => [row['id'], row[name] ?? undefined]));
        const wrong = seen(group).flatMap((row) => {
          const expected = written(inNode(row));
          const actual = written(got.get(row['id']));
          return same(actual, expected) ? [] : [{ row, expected, actual }];
        });
        expect({ rows: output.length, wrong: wrong.slice(0, 3) }).toEqual({ rows: ROWS, wrong: [] });
      },
      LONG,
    );
  });
});

/** One application can be told of 50 resources. */
const MOST_OUTPUTS = 40;

describe('as filters', () => {
  const all = groups.flatMap((group) => keptOf(group, seen(group)).map((filter) => ({ group, ...filter })));
  const parts: Part[][] = [];
  for (let at = 0; at < all.length; at += MOST_OUTPUTS) {
    const some = all.slice(at, at + MOST_OUTPUTS);
    const used = [...new Set(some.map(({ group }) => group))];
    parts.push(used.map((group) => ({ group, computed: [], kept: some.filter((filter) => filter.group === group) })));
  }

  describe.each(parts.map((of, i) => ({ of, i })))('pipeline $i', ({ of }) => {
    let ran: ReturnType<typeof inFlink> | undefined;
    const output = async (name: string): Promise<readonly Row[]> => {
      ran ??= inFlink(
        (cases) => pipelineText(of, cases),
        Object.fromEntries(of.map(({ group }) => [group.name, given(group)])),
      );
      return (await ran).outputs.get(name) ?? [];
    };
    const tests = of.flatMap(({ group, kept }) => kept.map((filter) => ({ group, ...filter })));

    test.each(tests)(
      '$group.name $name',
      async ({ group, name, inNode }) => {
        const expected = seen(group).filter(inNode);
        expect((await output(`${group.name}-${name}`)).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      },
      LONG,
    );
  });
});
