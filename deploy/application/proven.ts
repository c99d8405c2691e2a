/** Which versions of an application have proved their health, kept in a tag of the application itself. */
import { TagResourceCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { asking } from '../aws/service-failure.js';
import type { ActualApplication } from './actual.js';
import type { Clients } from './clients.js';

/** Version ids with spaces between them, the newest first. */
export const PROVEN_TAG = 'pipectl:proven';

const KEPT = 10;

/** The newest first. */
export const provenVersions = ({ tags }: Pick<ActualApplication, 'tags'>): readonly number[] =>
  (tags[PROVEN_TAG] ?? '')
    .split(' ')
    .filter((id) => /^\d+$/.test(id))
    .map(Number);

/** The tag's value once `versionId` has proved its health; `goneBackTo` is the version that it is again. */
export function provenTag(before: readonly number[], versionId: number, goneBackTo: number | null = null): string {
  // Going back forgets what it fled from, and going back again goes on to what was before.
  const kept = goneBackTo === null ? before : before.filter((each) => each < goneBackTo);
  return [versionId, ...kept.filter((each) => each !== versionId)].slice(0, KEPT).join(' ');
}

export async function markProven(
  { applications }: Clients,
  actual: ActualApplication,
  goneBackTo: number | null = null,
): Promise<void> {
  const value = provenTag(provenVersions(actual), actual.versionId, goneBackTo);
  if (actual.tags[PROVEN_TAG] === value) return;
  await asking('kinesisanalytics:TagResource', `the application '${actual.name}'`, () =>
    applications.send(new TagResourceCommand({ ResourceARN: actual.arn, Tags: [{ Key: PROVEN_TAG, Value: value }] })),
  );
}
