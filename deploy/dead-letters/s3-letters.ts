/** Letters in S3: objects of JSON lines under folders of hours. They stay there; other letters share their objects. */
import { GetObjectCommand, ListObjectsV2Command, S3Client, type _Object } from '@aws-sdk/client-s3';
import { clientOptions, isLoopback, type AwsAccess } from '../aws/access.js';
import { asking } from '../aws/service-failure.js';
import type { LetterStore, ReadOptions } from './letter-store.js';

const HOUR = 3_600_000;
const KEY = /^\d{4}\/\d\d\/\d\d\/\d\d\/[^/]+\.jsonl$/;

export function s3Letters(bucket: string, prefix: string, access: AwsAccess): LetterStore {
  const options = clientOptions('S3', access);
  const client = new S3Client({ ...options, forcePathStyle: isLoopback(options.endpoint ?? '') });
  const folder = prefix === '' ? '' : `${prefix.replace(/^\/+|\/+$/g, '')}/`;
  const name = `s3://${bucket}/${folder}`;
  const ask = <T>(action: string, request: () => Promise<T>): Promise<T> => asking(`s3:${action}`, name, request);

  /** Keys sort by hour, so a listing can begin late and end early. */
  async function* objects({ since, until, signal }: ReadOptions): AsyncGenerator<_Object> {
    // An object lies under the hour in which it was begun, and is written when it ends.
    const first = since === null ? null : folder + hourOf(since - HOUR);
    const last = until === null ? null : `${folder}${hourOf(until)}~`;
    let ContinuationToken: string | undefined;
    do {
      const begin = { ...(first !== null && { StartAfter: first }), ...(ContinuationToken && { ContinuationToken }) };
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, ...begin });
      const page = await ask('ListBucket', () => client.send(command));
      for (const object of page.Contents ?? []) {
        const key = object.Key ?? '';
        if (last !== null && key > last) return;
        if (KEY.test(key.slice(folder.length))) yield object;
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined && !signal.aborted);
  }

  return {
    name,
    service: 's3',
    isCutOff: false,
    approximate: async () => null,
    messages: async function* (reading) {
      for await (const { Key, LastModified } of objects(reading)) {
        const { Body } = await ask('GetObject', () => client.send(new GetObjectCommand({ Bucket: bucket, Key })));
        const text = (await Body?.transformToString('utf8')) ?? '';
        for (const line of text.split('\n'))
          if (line !== '') yield { text: line, at: LastModified?.getTime() ?? 0, receipt: null };
        if (reading.signal.aborted) return;
      }
    },
    hold: async () => undefined,
    remove: async () => 0,
    close: async () => client.destroy(),
  };
}

/** `2026/01/31/12`. */
const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
