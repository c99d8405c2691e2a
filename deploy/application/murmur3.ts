/**
 * MurmurHash3 x64 128 with seed 0, as Flink hashes an operator's uid into the operator's id: the only name that it has in
 * some of Flink's messages.
 */
const MASK = (1n << 64n) - 1n;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & MASK;
const times = (a: bigint, b: bigint): bigint => (a * b) & MASK;

function mixed(value: bigint): bigint {
  let mix = value ^ (value >> 33n);
  mix = times(mix, 0xff51afd7ed558ccdn);
  mix ^= mix >> 33n;
  mix = times(mix, 0xc4ceb9fe1a85ec53n);
  return mix ^ (mix >> 33n);
}

const scrambled1 = (k: bigint): bigint => times(rotate(times(k, C1), 31n), C2);
const scrambled2 = (k: bigint): bigint => times(rotate(times(k, C2), 33n), C1);

/** 32 hexadecimal digits. */
export function murmur3(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const whole = bytes.length - (bytes.length % 16);
  let h1 = 0n;
  let h2 = 0n;
  for (let at = 0; at < whole; at += 16) {
    h1 ^= scrambled1(bytes.readBigUInt64LE(at));
    h1 = (times((rotate(h1, 27n) + h2) & MASK, 5n) + 0x52dce729n) & MASK;
    h2 ^= scrambled2(bytes.readBigUInt64LE(at + 8));
    h2 = (times((rotate(h2, 31n) + h1) & MASK, 5n) + 0x38495ab5n) & MASK;
  }
  const tail = Buffer.alloc(16);
  bytes.copy(tail, 0, whole);
  h2 ^= scrambled2(tail.readBigUInt64LE(8));
  h1 ^= scrambled1(tail.readBigUInt64LE(0));
  h1 ^= BigInt(bytes.length);
  h2 ^= BigInt(bytes.length);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  h1 = mixed(h1);
  h2 = mixed(h2);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  const result = Buffer.alloc(16);
  result.writeBigUInt64LE(h1, 0);
  result.writeBigUInt64LE(h2, 8);
  return result.toString('hex');
}
