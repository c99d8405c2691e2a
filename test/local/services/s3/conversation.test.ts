/**
 * The local S3 and MiniStack, an S3 that others wrote, in the same conversation. MiniStack's side is recorded; run with
 * PIPECTL_MINISTACK=http://127.0.0.1:<port> to compare with a running one, and with --update-snapshot to record it again.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { s3Service } from '../../../../local/services/s3/s3-service.js';
import { repository } from '../../../support/compile-case.js';
import { s3Client } from './client.js';
import { converse, type Outcomes } from './conversation.js';

const recorded = join(repository, 'test/local/services/s3/ministack.json');

/** Where MiniStack 1.5.33 departs from what AWS documents, and the local S3 does not follow it. */
const DEPARTURES: Readonly<Record<string, string>> = {
  put: 'does not give back the checksum that it was sent',
  'put sha256': 'does not give back the checksum that it was sent',
  'put a stream': 'does not give back the checksum that it was sent',
  'put nothing': 'does not give back the checksum that it was sent',
  'get bytes=5-2': 'refuses a range that HTTP says to pass over',
  'a key that is too long': 'takes keys of more than 1,024 bytes',
  'copy to itself': 'copies an object to itself unchanged',
  'list none': 'says that a page for no keys is truncated',
  'complete in the wrong order': 'puts the parts in order itself',
  'complete with a small part inside': 'takes parts of less than 5 MiB inside',
};

let folder: string;
let front: Front;
let ours: Outcomes;
let theirs: Outcomes;

beforeAll(async () => {
  // The SDK's opinion about streams.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  folder = mkdtempSync(join(tmpdir(), 'pipectl-s3-'));
  front = await startFront([s3Service({ directory: folder })]);
  ours = await converse(s3Client(front.url));
  const live = process.env['PIPECTL_MINISTACK'];
  if (live !== undefined) {
    theirs = await converse(s3Client(live));
    const { snapshotState } = expect.getState() as { snapshotState?: { _updateSnapshot?: string } };
    if (snapshotState?._updateSnapshot === 'all') writeFileSync(recorded, `${JSON.stringify(theirs, null, 2)}\n`);
  } else theirs = JSON.parse(readFileSync(recorded, 'utf8')) as Outcomes;
});

afterAll(async () => {
  await front.close();
  rmSync(folder, { recursive: true });
});

test('the two say the same, but where MiniStack departs from AWS', () => {
  const different = Object.keys(ours).filter((step) => JSON.stringify(ours[step]) !== JSON.stringify(theirs[step]));
  const unexpected = different.filter((step) => !(step in DEPARTURES));
  expect(unexpected.map((step) => ({ step, ours: ours[step], theirs: theirs[step] }))).toEqual([]);
  expect(Object.keys(DEPARTURES).filter((step) => !different.includes(step))).toEqual([]);
});

test('where they differ, the local S3 says what AWS documents', () => {
  expect(Object.fromEntries(Object.keys(DEPARTURES).map((step) => [step, ours[step]]))).toMatchObject({
    // The checksums of 'hello, world', 'one two three' and of nothing, from zlib and sha256sum.
    put: { ChecksumCRC32: '/6tyOg==' },
    'put sha256': { ChecksumSHA256: 'Ccp+TqpuiunH0mEWcSkYSINkTQffuny/vEyKLgg2DVs=' },
    'put a stream': { ChecksumCRC32: 'eCXT1w==' },
    'put nothing': { ChecksumCRC32: 'AAAAAA==' },
    'get bytes=5-2': { status: 200, body: 'hello, world' },
    'a key that is too long': { error: 'KeyTooLongError', status: 400 },
    'copy to itself': { error: 'InvalidRequest', status: 400 },
    'list none': { keys: [], truncated: false },
    'complete in the wrong order': { error: 'InvalidPartOrder', status: 400 },
    'complete with a small part inside': { error: 'EntityTooSmall', status: 400 },
  });
});
