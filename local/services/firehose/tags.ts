/** The tags of delivery streams. */
import type { Operations } from '../front/operations.js';
import { AwsError } from '../front/aws-error.js';
import { list, optional, readInput, structure, text } from '../front/shape.js';
import type { DeliveryStream } from './delivery-stream.js';

const MOST_TAGS = 50;
const name = text({ min: 1, max: 64 });
const tag = structure({ Key: text({ min: 1, max: 128 }), Value: optional(text({ max: 256 })) });
const tagging = structure({ DeliveryStreamName: name, Tags: list(tag, { min: 1, max: MOST_TAGS }) });
const untagging = structure({ DeliveryStreamName: name, TagKeys: list(text({ min: 1 }), { min: 1, max: MOST_TAGS }) });
const listing = structure({ DeliveryStreamName: name, ExclusiveStartTagKey: optional(text()) });

export const tagOperations = (streamOf: (name: string) => DeliveryStream): Operations => ({
  TagDeliveryStream(input) {
    const { DeliveryStreamName, Tags } = readInput(tagging, input);
    const { tags } = streamOf(DeliveryStreamName);
    if (new Set([...tags.keys(), ...Tags.map(({ Key }) => Key)]).size > MOST_TAGS) {
      throw new AwsError('LimitExceededException', `A Firehose has at most ${MOST_TAGS} tags.`);
    }
    for (const { Key, Value = '' } of Tags) tags.set(Key, Value);
    return {};
  },
  UntagDeliveryStream(input) {
    const { DeliveryStreamName, TagKeys } = readInput(untagging, input);
    const { tags } = streamOf(DeliveryStreamName);
    for (const key of TagKeys) tags.delete(key);
    return {};
  },
  ListTagsForDeliveryStream(input) {
    const { DeliveryStreamName, ExclusiveStartTagKey: after = '' } = readInput(listing, input);
    const { Limit = MOST_TAGS } = input;
    const all = [...streamOf(DeliveryStreamName).tags].sort(([a], [b]) => (a < b ? -1 : 1));
    const rest = all.filter(([key]) => key > after).map(([Key, Value]) => ({ Key, Value }));
    const page = rest.slice(0, Number(Limit));
    return { Tags: page, HasMoreTags: rest.length > page.length };
  },
});
