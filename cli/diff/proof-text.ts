/** What a proof has shown, for people. */
import { counted, listed } from '../../deploy/diff/words.js';
import type { Colours } from '../colours.js';
import { bytesText } from '../bytes-text.js';
import type { ProvenOperator } from './judge-proof.js';
import type { Proof } from './prove.js';

export function proofText({ operators, made, taken, failed, agrees }: Proof, paint: Colours): string {
  const rows = operators.map((operator) => ({ ...operator, name: `${operator.stage} (${operator.role})` }));
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  return [
    `proof${sampleText(made)}`,
    ...rows.map((row) => `  ${mark(row, paint)} ${row.name.padEnd(width)}  ${foundText(row)}`),
    `  Flink ${taken ? 'takes the savepoint as it is' : 'takes the savepoint only when state is left out'}`,
    ...(failed === null ? [] : [paint.red(`  the new version does not go on: ${failed}`)]),
    agrees ? 'the verdict agrees with what Flink did' : paint.red('the verdict does not agree with what Flink did'),
  ].join('\n');
}

function mark({ agrees }: ProvenOperator, paint: Colours): string {
  if (agrees === null) return paint.yellow('?');
  return agrees ? paint.green('✓') : paint.red('✗');
}

function foundText({ found, bytes, fate, agrees }: ProvenOperator): string {
  const size = bytes === null ? '' : `, ${bytesText(bytes)}`;
  const unshown = agrees === null ? ', which shows nothing' : '';
  return `${found}${size}; the verdict is ${fate}${unshown}`;
}

function sampleText(made: Proof['made']): string {
  const parts = Object.entries(made).map(([source, records]) => `${counted(records, 'record')} for '${source}'`);
  return parts.length === 0 ? '' : `, with ${listed(parts)} that were made`;
}
