// Evaluates JavaScript for the Java tests. A line in: [source of a function, argument…]; a line out: its value.
// A value is its kind and its text: n with the bits of a number, i a bigint, d a date's milliseconds, s a string, b a boolean.
import { createInterface } from 'node:readline';

const bits = new DataView(new ArrayBuffer(8));
const read = {
  n: text => (bits.setBigUint64(0, BigInt(`0x${text}`)), bits.getFloat64(0)),
  i: text => BigInt(text),
  d: text => new Date(Number(text)),
  s: text => text,
};
const functions = new Map();
const evaluate = ([source, ...args]) => {
  if (!functions.has(source)) functions.set(source, (0, eval)(source));
  return functions.get(source)(...args.map(text => read[text[0]](text.slice(1))));
};
const write = value => {
  if (typeof value === 'number') {
    bits.setFloat64(0, Number.isNaN(value) ? NaN : value);
    return `n${bits.getBigUint64(0).toString(16)}`;
  }
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? `i${value}` : 'throws';
  return typeof value === 'boolean' ? `b${value}` : `s${value}`;
};
const answers = [];
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = write(evaluate(JSON.parse(line)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    answer = 'throws';
  }
  answers.push(JSON.stringify(answer));
}
process.stdout.write(`${answers.join('\n')}\n`);
