/** The keys of a bucket in the order of their UTF-8 bytes, from a given one on, reading only the folders that matter. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from './place.js';

/** Keys up to here are passed over; with `whole`, all that begin with it as well. */
export interface After {
  readonly key: string;
  readonly whole: boolean;
}

const SURROGATE = /[\ud800-\udfff]/;

/** JavaScript's own order is that of UTF-16, which is another one only where there are surrogates. */
export function compareKeys(a: string, b: string): number {
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const isPassed = (key: string, { key: last, whole }: After): boolean =>
  compareKeys(key, last) <= 0 || (whole && key.startsWith(last));

/** Whether every key that begins with `folder` is passed. */
const isFolderPassed = (folder: string, after: After): boolean =>
  after.whole && folder.startsWith(after.key)
    ? true
    : compareKeys(folder, after.key) <= 0 && !after.key.startsWith(folder);

export async function* walk(
  root: string,
  apart: readonly string[],
  prefix: string,
  after: After,
): AsyncGenerator<string, void, undefined> {
  const rest = apart.filter((key) => key.startsWith(prefix) && !isPassed(key, after)).sort(compareKeys);
  let next = 0;
  for await (const key of files(root, '', prefix, after)) {
    for (let each = rest[next]; each !== undefined && compareKeys(each, key) < 0; each = rest[++next]) yield each;
    // Both at once: the file was put into the folder beside the store, which goes by what it keeps apart.
    if (rest[next] !== key) yield key;
  }
  yield* rest.slice(next);
}

async function* files(root: string, folder: string, prefix: string, after: After): AsyncGenerator<string> {
  for (const { key, isFolder } of await entries(root, folder)) {
    if (isFolder) {
      const matters = key.startsWith(prefix) || prefix.startsWith(key);
      if (matters && !isFolderPassed(key, after)) yield* files(root, key, prefix, after);
    } else if (key.startsWith(prefix) && !isPassed(key, after)) yield key;
  }
}

/** A folder sorts as what all its keys begin with, its name and a slash: `a-b` comes before `a/b`. */
async function entries(root: string, folder: string): Promise<{ key: string; isFolder: boolean }[]> {
  const found = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return found
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => {
      const isFolder = entry.isDirectory();
      return { key: `${folder}${entry.name}${isFolder ? '/' : ''}`, isFolder };
    })
    .sort((a, b) => compareKeys(a.key, b.key));
}
