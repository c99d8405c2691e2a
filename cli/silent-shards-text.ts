/** Why nothing comes out of windows though records come in, and what to do. */
import type { SilentShards } from '../compiler/ir/silent-shards.js';

export const silentShardsText = (source: string, { silent, of }: SilentShards): string =>
  `windows wait for ${silent} of ${of} shards of ${source}, where nothing has come for a minute; idleAfter lets them go on`;
