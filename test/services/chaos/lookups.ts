/** The table that rows are looked up in throttles, answers by half, lacks items; and the job is killed meanwhile. */
import { BatchWriteItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { killTaskManager } from '../harness/recoveries.js';
import type { World } from '../harness/world.js';
import type { Scenario } from './scenario.js';

const TITLES = 'titles';
const KNOWN = 60;

/** Every third title is in no table, and one has an item without what must be there. */
const INCOMPLETE = 'title-7';
const studioOf = (titleId: string): string | null => {
  const number = Number(/^title-(\d+)$/.exec(titleId)?.[1]);
  return number < KNOWN && number % 3 !== 0 && titleId !== INCOMPLETE ? `studio-${number % 4}` : null;
};

export const lookupsThrottled: Scenario = {
  name: 'lookups-throttled',
  pipeline: 'test/services/pipelines/enriched/pipeline.ts',
  traffic: { titles: KNOWN },
  seen: (record) => ({ ...record, device: studioOf(record.titleId) }),
  prepare: writeTitles,
  breaks: async (world, progress) => {
    await progress.until(0.1);
    disturb(world);
    await progress.until(0.3);
    disturb(world);
    const recovery = await killTaskManager(world.cluster);
    await progress.until(0.7);
    disturb(world);
    return [recovery];
  },
};

/** Reads and writes of all tables: the service has one throttle. */
function disturb({ services: { dynamodb } }: World): void {
  dynamodb.faults.throttle(10);
  dynamodb.faults.leaveUnprocessed(10);
}

async function writeTitles({ dynamodb }: World): Promise<void> {
  const ids = Array.from({ length: KNOWN }, (_, number) => `title-${number}`);
  const items = ids.flatMap((titleId): Record<string, AttributeValue>[] => {
    const studio = studioOf(titleId);
    if (studio !== null) return [{ titleId: { S: titleId }, studio: { S: studio } }];
    return titleId === INCOMPLETE ? [{ titleId: { S: titleId }, name: { S: 'without a studio' } }] : [];
  });
  for (let at = 0; at < items.length; at += 25) {
    const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TITLES]: requests } }));
  }
}
