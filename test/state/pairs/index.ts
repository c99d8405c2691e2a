/** All edits, by the version before. */
import { cascade, extremes, lookups, sources } from './chains.js';
import { continuous } from './continuous.js';
import type { Base } from './pair.js';
import { tumble } from './tumble.js';
import { cumulating, hopping, sessions } from './windows.js';

export const BASES: readonly Base[] = [
  tumble,
  continuous,
  hopping,
  cumulating,
  sessions,
  cascade,
  lookups,
  extremes,
  sources,
];
