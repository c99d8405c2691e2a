// Writes values as JavaScript does: "number <bits>", "time <millis>" or "string <UTF-8 in hex>" a line in, the text in hex out.
import { createInterface } from 'node:readline';

const forms = {
  number: (bits) => String(Buffer.from(bits, 'hex').readDoubleBE()),
  parse: (token) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(JSON.parse(token));
    return bytes.toString('hex');
  },
  time: (millis) => new Date(Number(millis)).toISOString(),
  string: (text) => JSON.stringify(Buffer.from(text ?? '', 'hex').toString('utf8')),
};

const out = [];
for await (const line of createInterface({ input: process.stdin })) {
  const [form, value] = line.split(' ');
  out.push(Buffer.from(forms[form](value), 'utf8').toString('hex'));
}
process.stdout.write(out.join('\n') + '\n');
