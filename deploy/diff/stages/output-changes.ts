/** What differs between two versions of one output. */
import type { DescribedOutput } from '../../../compiler/ir/description.js';
import { changed, type Difference } from '../change.js';
import { columnChanges } from '../columns.js';
import { codeInstead, quoted } from '../words.js';
import { resourceText } from './stage-text.js';

export function outputChanges(before: DescribedOutput, after: DescribedOutput): Difference[] {
  const { name } = after;
  return [
    ...changed('input', before.of, after.of, (was, is) => `output '${name}' writes '${is}' instead of '${was}'`),
    ...changed(
      'output',
      resourceText(before),
      resourceText(after),
      (was, is) => `output '${name}' writes to ${is} instead of ${was}; what is in the old one stays there`,
    ),
    ...keyOf(before, after),
    ...columnChanges(`output '${name}'`, [before.columns, after.columns]),
    ...changed('output', before.rows, after.rows, (was, is) => `rows of output '${name}' are ${is} instead of ${was}`),
    ...changed(
      'output',
      NULLS[String(before.nulls)] ?? '',
      NULLS[String(after.nulls)] ?? '',
      (was, is) => `columns without a value are ${is} in output '${name}' instead of ${was}`,
    ),
    ...changed(
      'output',
      orderText(before),
      orderText(after),
      (was, is) => `output '${name}' replaces a row ${is} instead of ${was}`,
    ),
  ];
}

const NULLS: Readonly<Record<string, string>> = { skip: 'left out', write: 'written as null' };

const orderText = ({ onlyIfNewer }: DescribedOutput): string =>
  onlyIfNewer === null ? 'whenever one comes' : `only if newer by '${onlyIfNewer}'`;

/** Rows under the old key are nobody's any more: the job does not know of them. */
function keyOf(before: DescribedOutput, after: DescribedOutput): Difference[] {
  const { name } = after;
  const one = before.key.join(', ');
  const other = after.key.join(', ');
  return changed('key', one, other, (was, is) => {
    if (after.sink === 'kinesisStream' && before.sink === after.sink)
      return `partition key of output '${name}' is ${codeInstead(was, is)}`;
    const stays = before.key.length > 0 ? '; rows under the old key stay' : '';
    if (before.key.length === 0 || after.key.length === 0)
      return `output '${name}' has ${keyText(after)} instead of ${keyText(before)}${stays}`;
    if (after.sink === 'opensearch') return `id of output '${name}' is ${codeInstead(was, is)}${stays}`;
    return `output '${name}' is keyed by ${quoted(after.key)} instead of ${quoted(before.key)}${stays}`;
  });
}

const keyText = ({ key }: DescribedOutput): string => (key.length === 0 ? 'no key' : `the key ${quoted(key)}`);
