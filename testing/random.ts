/** Seeded random numbers for made-up data: the same seed gives the same sequence on every machine. */

export interface Random {
  /** Uniform in [0, 1), with 32 random bits. */
  next(): number;
  /** Uniform integer in [0, below). */
  below(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Exponentially distributed, e.g. the time to the next event. */
  exponential(mean: number): number;
  /** An independent sequence, so that drawing more of one kind does not shift another. */
  fork(name: string): Random;
}

/**
 * A generator of random numbers (sfc32).
 *
 * @param seed any integer or text
 * @example
 * const random = seeded(7);
 * const user = `user-${random.below(1000)}`;
 */
export function seeded(seed: number | string): Random {
  let [a, b, c] = scramble(String(seed));
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();
  const next = (): number => bits() / 4294967296;
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('pick needs at least one item');
      return item;
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
    fork: (name) => seeded(`${seed}/${name}`),
  };
}

/** Three words from text, each a different FNV-1a hash of it. */
function scramble(text: string): [number, number, number] {
  const word = (salt: number): number => {
    let hash = 0x811c9dc5 ^ salt;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash | 0;
  };
  return [word(0), word(0x9e3779b9), word(0x85ebca6b)];
}

/**
 * Ranks 0 … n−1 with skewed popularity: rank k comes up in proportion to 1 / (k + 1)^exponent.
 *
 * @example
 * const title = zipf(500, 1.1);
 * title(random); // mostly small numbers
 */
export function zipf(n: number, exponent = 1): (random: Random) => number {
  const cumulative = new Float64Array(n);
  let total = 0;
  for (let k = 0; k < n; k++) cumulative[k] = total += 1 / (k + 1) ** exponent;
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
