// Judges records as the decoder should, with JSON.parse and Date: one base64 record a line in, one verdict a line out.
import { createInterface } from 'node:readline';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const bits = (x) => Buffer.from(new Float64Array([x]).buffer).reverse().toString('hex');
const text = (s) => Buffer.from(s, 'utf8').toString('hex');
const INVALID = Symbol('invalid');
const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);
const isObject = (v) => typeof v === 'object' && v !== null && !Array.isArray(v);

const string = (v) => (typeof v === 'string' && v.isWellFormed() ? text(v) : INVALID);
const choice = (...members) => (v) => (members.includes(v) ? (typeof v === 'number' ? bits(v) : text(v)) : INVALID);
const number = (v) => (typeof v === 'number' ? bits(v) : INVALID);
const int = (v) => (Number.isInteger(v) && v >= -(2 ** 31) && v < 2 ** 31 ? String(v === 0 ? 0 : v) : INVALID);
const boolean = (v) => (typeof v === 'boolean' ? String(v) : INVALID);
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const bytes = (v) => (typeof v === 'string' && base64.test(v) ? Buffer.from(v, 'base64').toString('hex') : INVALID);
const iso = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:(\d\d)(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/;
function time(v) {
  const m = typeof v === 'string' ? iso.exec(v) : null;
  if (!m) return INVALID;
  const lastDay = new Date(0);
  lastDay.setUTCFullYear(Number(m[1]), Number(m[2]), 0);
  if (Number(m[3]) > lastDay.getUTCDate()) return INVALID;
  const cut = v.replace(/\.(\d{1,3})\d*/, '.$1');
  const millis = Date.parse(cut);
  return Number.isNaN(millis) ? INVALID : String(millis);
}
const nullable = (of) => (v) => (v === undefined || v === null ? 'null' : of(v));
const array = (of) => (v) => {
  if (!Array.isArray(v)) return INVALID;
  const all = v.map(of);
  return all.includes(INVALID) ? INVALID : `[${all.join(',')}]`;
};
const map = (of) => (v) => {
  if (!isObject(v)) return INVALID;
  const all = Object.entries(v).map(([key, value]) => [string(key), of(value)]);
  if (all.flat().includes(INVALID)) return INVALID;
  return `{${all.map(([k, x]) => `${k}:${x}`).sort().join(',')}}`;
};
const row = (fields) => (v) => {
  if (!isObject(v)) return INVALID;
  const all = Object.entries(fields).map(([name, of]) => of(own(v, name)));
  return all.includes(INVALID) ? INVALID : `(${all.join(',')})`;
};

const contract = {
  string: string,
  choice: choice('a', 'b"', 'ü'),
  number: number,
  level: choice(1, 2.5, 0),
  int: int,
  boolean: boolean,
  at: time,
  bytes: nullable(bytes),
  'long field name': nullable(string),
  list: array(nullable(number)),
  map: nullable(map(string)),
  row: nullable(row({ x: int, y: nullable(string), z: array(row({ é: boolean })) })),
  maybe: nullable(time),
};

function judge(record) {
  let value;
  try {
    value = JSON.parse(decoder.decode(record));
  } catch {
    return 'undecodable';
  }
  if (!isObject(value)) return 'undecodable';
  const values = [];
  for (const [name, of] of Object.entries(contract)) {
    const found = of(own(value, name));
    if (found === INVALID) return `invalid ${name}`;
    values.push(found);
  }
  const at = Number(values[6]);
  if (at < Date.UTC(2000, 0) || at > Date.UTC(2100, 0)) return 'invalid at';
  return values.join(' ');
}

const out = [];
for await (const line of createInterface({ input: process.stdin })) out.push(judge(Buffer.from(line, 'base64')));
process.stdout.write(out.join('\n') + '\n');
