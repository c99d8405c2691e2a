/** Tags: up to fifty, with the rules of AWS for their keys. */
import { invalidArgument, tooManyTags } from '../errors.js';

const MOST = 50;

interface Tag {
  readonly Key: string;
  readonly Value?: string | undefined;
}

export function taggedWith(before: ReadonlyMap<string, string>, tags: readonly Tag[]): Map<string, string> {
  const after = new Map(before);
  for (const { Key: key, Value: value = '' } of tags) {
    if (key.toLowerCase().startsWith('aws:'))
      throw invalidArgument(`The tag ${key} begins with aws:, which is AWS's own.`);
    after.set(key, value);
  }
  if (after.size > MOST) throw tooManyTags(`An application has at most ${MOST} tags.`);
  return after;
}

export const tagList = (tags: ReadonlyMap<string, string>): object[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value })).sort((a, b) => (a.Key < b.Key ? -1 : 1));
