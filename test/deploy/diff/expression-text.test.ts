/** Expressions as TypeScript writes them: read from TypeScript, written, and the same text again. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { DescribedMap } from '../../../compiler/ir/description.js';
import { compiledCase } from '../../support/compile-case.js';

/** What is written, and its text where that is not the same without `e.`. */
const EXPRESSIONS: readonly (readonly [written: string, text?: string])[] = [
  [`e.a + e.b * 2`],
  [`(e.a + e.b) * 2`],
  [`e.a - (e.b - 1)`],
  [`e.a - e.b - 1`],
  [`-(e.a + 1) / 2`],
  [`e.a % 7 === 0`],
  [`e.a > 1 && (e.b > 2 || e.s === 'x')`],
  [`(e.a > 1 && e.b > 2) || e.s !== "it's"`, `a > 1 && b > 2 || s !== 'it\\'s'`],
  [`!(e.a > 1)`],
  [`e.flag ? e.a : e.b`],
  [`e.a > 1 ? 'one' : e.b > 2 ? 'two' : 'three'`],
  [`e.o ?? 'unknown'`],
  [`(e.o ?? 'unknown').toUpperCase()`],
  [`e.o?.trim()`],
  [`e.o == null`],
  [`e.o != null`],
  [`e.s.startsWith('a') === e.flag`],
  [`e.s.length + 1`],
  [`e.list.length`],
  [`e.inner.deep`],
  [`e.maybe?.deep`],
  [`\`\${e.s}#\${e.a}!\``],
  [`e.s + '#' + e.o`, `\`\${s}#\${o ?? 'undefined'}\``],
  [`String(e.n)`, `n.toString()`],
  [`Math.max(e.a, Math.floor(e.b))`],
  [`Number.isNaN(e.a)`],
  [`e.big * 3n + 9007199254740993n`],
  [`e.at.getTime() + 1`],
  [`e.at < new Date('2026-01-01T00:00:00Z')`, `at < new Date('2026-01-01T00:00:00.000Z')`],
  [`['a', 'b'].includes(e.s)`, `s === 'a' || s === 'b'`],
  [`({ x: e.a, 'odd name': e.s })`, `{ x: a, 'odd name': s }`],
  [`e['odd name']`, `row['odd name']`],
];

let texts: readonly string[];

beforeAll(async () => {
  const columns = EXPRESSIONS.map(([written], i) => `  c${i}: ${written},`).join('\n');
  const entry = join(mkdtempSync(join(tmpdir(), 'pipectl-text-')), 'pipeline.ts');
  writeFileSync(
    entry,
    `
import { firehose, kinesis, pipeline, seconds, type Int } from 'pipectl';
interface Row {
  a: number; b: number; n: Int; big: bigint; s: string; o?: string; flag: boolean; list: string[];
  inner: { deep: string }; maybe?: { deep: string }; 'odd name': string; at: Date;
}
const rows = kinesis<Row>({ stream: 'rows', time: e => e.at, outOfOrder: seconds(1) });
const mapped = rows.map(e => ({
${columns}
}));
export default pipeline('texts', [mapped.to(firehose({ deliveryStream: 'out' }))]);
`,
  );
  const { bundle } = await compiledCase(entry, { withoutPlanner: true });
  const stage = bundle.description.stages.find((each): each is DescribedMap => each.kind === 'map');
  texts = (stage?.columns ?? []).map(({ value }) => value);
});

test.each(EXPRESSIONS.map(([written, text], i) => [written, text ?? written.replaceAll('e.', ''), i] as const))(
  '%s',
  (_written, text, i) => expect(texts[i]).toBe(text),
);
