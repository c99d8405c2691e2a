/** Finds what looks like a secret in a text: keys with a form of their own, and values named as passwords that look random. */

export interface Secret {
  /** What it looks like, in a few words. The secret itself is never part of a message. */
  readonly looks: string;
  readonly start: number;
  readonly end: number;
}

/** Forms that are nothing else. */
const FORMS: readonly (readonly [looks: string, form: RegExp])[] = [
  ['an AWS access key', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g],
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g],
  ['a GitHub token', /(?<![A-Za-z0-9])(?:gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{60,})/g],
  ['a Slack token', /(?<![A-Za-z0-9])xox[abprs]-\d+-[A-Za-z0-9-]{20,}/g],
  ['a Stripe key', /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{20,}/g],
  ['a Google API key', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g],
];

/** `password=…`, `"secret": "…"`, `` `api_key` = '…' ``: a name, then its value up to where one ends. */
const NAMED =
  /(?<name>pass(?:word|wd|phrase)|pwd|secret(?:_?access)?(?:[_-]?key)?|(?:api|access|account|auth|private)[_-]?key|(?:access|auth|bearer|refresh)?[_-]?token)[`"'\])]*\s*(?:=>?|:|\bis\b)\s*[`"']?(?<value>[^\s`"'&;,<>(){}]+)/gi;

/** `scheme://user:password@host`. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]+:(?<value>[^\s/@'"]+)@/gi;

export function secretsIn(text: string): Secret[] {
  const found: Secret[] = [];
  for (const [looks, form] of FORMS) {
    for (const match of text.matchAll(form))
      found.push({ looks, start: match.index, end: match.index + match[0].length });
  }
  for (const [looks, form] of [
    ['a password', NAMED],
    ['a password in a URL', IN_URL],
  ] as const) {
    for (const match of text.matchAll(form)) {
      const value = match.groups?.['value'] ?? '';
      if (!looksRandom(value)) continue;
      const start = match.index + match[0].lastIndexOf(value);
      found.push({ looks, start, end: start + value.length });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Bits a letter, of a value that mixes kinds of letters. Ordinary words and codes stay below. */
const RANDOM_BITS = 3;
const SHORTEST = 10;

/** A value that people would not have made up: long, mixed, and not words or numbers in a row. */
function looksRandom(value: string): boolean {
  if (value.length < SHORTEST || entropy(value) < RANDOM_BITS) return false;
  if (value.split(/[^A-Za-z0-9]+/).every((part) => ORDINARY.test(part))) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return kinds >= 3 || (kinds === 2 && value.length >= 20);
}

/** A word or several in camel case, perhaps with a number behind; a number; capitals; or nothing. Two letters may be anything. */
const ORDINARY = /^(?:[A-Z]?[a-z]{2,}(?:[A-Z][a-z]+)*\d{0,4}|[A-Z]{3,}\d{0,4}|v?\d+|[a-z]|[A-Z]{1,2})?$/;

function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const letter of value) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
