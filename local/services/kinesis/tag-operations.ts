/** AddTagsToStream, ListTagsForStream, RemoveTagsFromStream. */
import { ACCOUNT } from '../front/account.js';
import type { Operations } from '../front/operations.js';
import { list, map, optional, readInput, structure } from '../front/shape.js';
import { invalid } from './refusals.js';
import { ADDRESS, pageSize, tagKey, tagValue } from './shapes.js';
import type { KinesisState } from './state.js';

const MAX_TAGS = 50;

const ADD = structure({ ...ADDRESS, Tags: map(tagValue(), { min: 1, max: 200 }) });
const LIST = structure({ ...ADDRESS, ExclusiveStartTagKey: optional(tagKey()), Limit: optional(pageSize(50)) });
const REMOVE = structure({ ...ADDRESS, TagKeys: list(tagKey(), { min: 1, max: 50 }) });

export const tagOperations = ({ streams }: KinesisState): Operations => ({
  AddTagsToStream(raw, { region }) {
    const { Tags, ...address } = readInput(ADD, raw);
    const { name, tags } = streams.find(address, region);
    checkTags(name, Tags, [...tags.keys()].filter((key) => !Object.hasOwn(Tags, key)).length);
    for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
    return undefined;
  },

  ListTagsForStream(raw, { region }) {
    const { ExclusiveStartTagKey: after, Limit = MAX_TAGS, ...address } = readInput(LIST, raw);
    const sorted = [...streams.find(address, region).tags].sort(([a], [b]) => (a < b ? -1 : 1));
    const rest = sorted.filter(([key]) => after === undefined || key > after);
    return { Tags: rest.slice(0, Limit).map(([Key, Value]) => ({ Key, Value })), HasMoreTags: rest.length > Limit };
  },

  RemoveTagsFromStream(raw, { region }) {
    const { TagKeys, ...address } = readInput(REMOVE, raw);
    const { tags } = streams.find(address, region);
    for (const key of TagKeys) tags.delete(key);
    return undefined;
  },
});

/** `others`: how many tags the stream has besides these. */
export function checkTags(stream: string, tags: Readonly<Record<string, string>>, others: number): void {
  const texts = Object.entries(tags).flat();
  if (Object.keys(tags).some((key) => key.length < 1 || key.length > 128)) {
    throw invalid('Some tag keys are not between 1 and 128 characters long.');
  }
  if (texts.some((text) => /[^\p{L}\p{N}\p{Z}_./=+\-@:]/u.test(text))) {
    const valid = 'Valid characters: Unicode letters, digits, white space, _ . / = + - % @ :.';
    throw invalid(`Some tags contain invalid characters. ${valid}`);
  }
  if (Object.keys(tags).length + others > MAX_TAGS) {
    const reason = `because a given stream cannot have more than ${MAX_TAGS} tags associated with it.`;
    throw invalid(`Failed to add tags to stream ${stream} under account ${ACCOUNT} ${reason}`);
  }
}
