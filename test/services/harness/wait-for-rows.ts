/** Waits until the rows of every window are in the table and in the index. */
import { setTimeout as sleep } from 'node:timers/promises';
import { countItems } from './items.js';
import { TABLE, type World } from './world.js';

/** False when nothing new came for a while: what is missing then is shown by the comparison. */
export async function waitForRows(
  world: World,
  wanted: { readonly items: number; readonly documents: number },
  patienceMs = 120_000,
): Promise<boolean> {
  let seen = -1;
  let since = Date.now();
  for (;;) {
    const [items, documents] = await Promise.all([countItems(world.dynamodb, TABLE), world.index.count()]);
    if (items >= wanted.items && documents >= wanted.documents) return true;
    if (items + documents !== seen) {
      seen = items + documents;
      since = Date.now();
    } else if (Date.now() - since > patienceMs) return false;
    await sleep(250);
  }
}
