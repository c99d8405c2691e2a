/**
 * `npm run state`: every edit of `pairs/` for real, and the verdict about it. Exits 1 when the verdict is wrong about one,
 * recognises less than nine of ten harmless edits, or does not know what becomes of more than one operator in twenty.
 *
 *     npm run state -- --only tumble
 *     npm run state -- --part 2/5
 *     npm run state -- --backend hashmap
 */
import { parseArgs } from 'node:util';
import { table } from '../../services/harness/table.js';
import { shareFlink } from '../../support/compile-case.js';
import { BASES } from '../pairs/index.js';
import { before, judgePair, type Judged } from './judge-pair.js';
import { flinkOnRocksDb } from './rocksdb.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    part: { type: 'string', default: '1/1' },
    reasons: { type: 'boolean', default: false },
    backend: { type: 'string', default: 'rocksdb' },
  },
});
if (values.backend === 'rocksdb') shareFlink(flinkOnRocksDb());
else if (values.backend !== 'hashmap') throw new Error("--backend is 'rocksdb' or 'hashmap'");
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const chosen = BASES.flatMap((base) => base.pairs.map((pair) => ({ base, pair })))
  .filter(({ base, pair }) => `${base.name}: ${pair.edit}`.includes(values.only))
  .filter((_, i, { length }) => Math.floor((i * parts) / length) === part - 1);
const AT_ONCE = 3;
const begin = Date.now();
const seconds = (): string => `${((Date.now() - begin) / 1000).toFixed(0)} s`;

const judged: Judged[] = [];
/** Edits that could not be tried. */
const broken: string[] = [];
for (const base of BASES) {
  const pairs = chosen.filter((each) => each.base === base).map(({ pair }) => pair);
  if (pairs.length === 0) continue;
  const results: Judged[] = [];
  // Several at once: much of a run is waiting.
  const left = pairs.entries();
  const started = before(base);
  const work = async (): Promise<void> => {
    for (const [i, pair] of left) {
      try {
        tell((results[i] = await judgePair(await started, pair)));
      } catch (error) {
        broken.push(`${base.name}: ${pair.edit}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  judged.push(...results.filter(Boolean));
}

function tell({ base, edit, wrong, verdict }: Judged): void {
  console.error(`+${seconds()}  ${base}: ${edit}`);
  for (const problem of wrong) console.error(`    WRONG ${problem}`);
  if (!values.reasons) return;
  for (const { stage, fate, reason } of verdict.operators) console.error(`    ${stage} ${fate}: ${reason}`);
}

const fates = ({ verdict }: Judged): string =>
  verdict.operators.map(({ uid, fate }) => `${uid.replace(/\.[0-9a-f]{8}$/, '')} ${fate}`).join(', ');
const flink = ({ truth }: Judged): string =>
  truth.failed !== null ? 'can not' : truth.refused !== null ? 'refuses' : 'restores';
const mark = ({ wrong, harmless, calledHarmless }: Judged): string =>
  wrong.length > 0 ? 'WRONG' : harmless && !calledHarmless ? 'missed' : harmless ? 'harmless' : '';
console.log(
  table([
    ['before', 'edit', 'Flink', '', 'verdict'],
    ...judged.map((result) => [result.base, result.edit, flink(result), mark(result), fates(result)]),
  ]),
);

const operators = judged.flatMap(({ verdict }) => verdict.operators);
const unknown = operators.filter(({ fate }) => fate === 'unknown').length;
const harmless = judged.filter((result) => result.harmless);
const recognised = harmless.filter(({ calledHarmless }) => calledHarmless).length;
const wrong = judged.filter((result) => result.wrong.length > 0);
console.log(`
edits       ${judged.length}, with ${operators.length} operators, in ${seconds()}
wrong       ${wrong.length}
harmless    ${harmless.length}, of which ${recognised} are recognised
unknown     ${unknown} operators`);
for (const { base, edit, wrong: problems } of wrong) console.log(`WRONG: ${base}: ${edit}: ${problems.join('; ')}`);
for (const problem of broken) console.log(`NOT TRIED: ${problem}`);
const good =
  broken.length === 0 &&
  wrong.length === 0 &&
  recognised >= harmless.length * 0.9 &&
  unknown <= operators.length * 0.05;
process.exit(good && judged.length > 0 ? 0 : 1);
