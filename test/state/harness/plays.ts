/** The events that every version reads: half of them before the savepoint, which falls into windows and sessions. */
import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../../support/following.js';

interface Play {
  readonly id: number;
  readonly user: string;
  readonly title: string;
  readonly device?: string;
  readonly seconds: number;
  readonly at: string;
  readonly seen: string;
}

const time = (milliseconds: number): string => new Date(Date.UTC(2026, 2, 1) + milliseconds).toISOString();

/** Two a second. Users take turns of twelve seconds; events are up to two seconds out of order. */
const PLAYS: readonly Play[] = Array.from({ length: 900 }, (_, id) => ({
  id,
  user: `user-${Math.floor(id / 25) % 4}`,
  title: `title-${(id * 7) % 5}`,
  ...(id % 2 === 0 ? { device: id % 3 === 0 ? 'tv' : 'phone' } : {}),
  seconds: (id * 37) % 200,
  at: time(id * 500 + ((id * 7919) % 2000)),
  seen: time(id * 500 + 20_000),
}));

export const TOTAL = PLAYS.length;
export const BEFORE = 512;

const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

export interface Inputs {
  /** The first part, to which the rest is appended when a version before has been stopped. */
  readonly growing: string;
  /** All of them. */
  readonly whole: string;
  /** All of them, in another place. */
  readonly elsewhere: string;
  readonly tables: Readonly<Record<string, string>>;
}

export function makeInputs(): Inputs & { grow(): void } {
  const folder = scratch();
  const file = (name: string): string => join(folder, `${name}.jsonl`);
  const [growing, whole, elsewhere, titles] = [file('plays'), file('all'), file('elsewhere'), file('titles')];
  writeFileSync(growing, lines(PLAYS.slice(0, BEFORE)));
  writeFileSync(whole, lines(PLAYS));
  copyFileSync(whole, elsewhere);
  const genres = ['drama', 'comedy', 'news', 'sport'];
  writeFileSync(titles, lines(genres.map((genre, i) => ({ title: `title-${i}`, genre, year: 2000 + i }))));
  return {
    growing,
    whole,
    elsewhere,
    tables: { titles },
    grow: () => appendFileSync(growing, lines(PLAYS.slice(BEFORE))),
  };
}
