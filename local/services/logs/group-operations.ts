/** Groups and streams. */
import { flag, integer, list, map, oneOf, optional, structure, text } from '../front/shape.js';
import type { Operations } from '../front/operations.js';
import { invalid } from './errors.js';
import type { LogGroup, LogGroups, LogStream } from './log-groups.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';
import { describeLimit, groupIdentifier, groupName, streamName, token } from './scalars.js';

const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const tagMap = () => map(text({ max: 256 }), { min: 1, max: 50, keys: { min: 1, max: 128 } });

export const groupOperations = (groups: LogGroups): Operations => ({
  CreateLogGroup: operation(
    structure({ logGroupName: groupName(), tags: optional(tagMap()) }),
    ({ logGroupName, tags }, region) => groups.create(logGroupName, region, tags),
  ),
  DeleteLogGroup: operation(structure({ logGroupName: groupName() }), ({ logGroupName }, region) =>
    groups.remove(groups.group(region, logGroupName)),
  ),
  DescribeLogGroups: operation(
    structure({
      logGroupNamePrefix: optional(groupName()),
      logGroupNamePattern: optional(text({ max: 512 })),
      limit: optional(describeLimit()),
      nextToken: optional(token()),
    }),
    ({ logGroupNamePrefix: prefix = '', logGroupNamePattern: part = '', ...page }, region) => {
      const found = groups.all(region).filter(({ name }) => name.startsWith(prefix) && name.includes(part));
      const { items, next } = pageOf(found, ({ name }) => name, page);
      return { logGroups: items.map(describedGroup), ...next };
    },
  ),
  PutRetentionPolicy: operation(
    structure({ logGroupName: groupName(), retentionInDays: integer() }),
    ({ logGroupName, retentionInDays }, region) => {
      if (!RETENTIONS.includes(retentionInDays)) throw invalid(`retentionInDays is one of ${RETENTIONS.join(', ')}.`);
      groups.group(region, logGroupName).retentionInDays = retentionInDays;
    },
  ),
  DeleteRetentionPolicy: operation(structure({ logGroupName: groupName() }), ({ logGroupName }, region) => {
    groups.group(region, logGroupName).retentionInDays = null;
  }),
  CreateLogStream: operation(
    structure({ logGroupName: groupName(), logStreamName: streamName() }),
    ({ logGroupName, logStreamName }, region) => groups.createStream(groups.group(region, logGroupName), logStreamName),
  ),
  DeleteLogStream: operation(
    structure({ logGroupName: groupName(), logStreamName: streamName() }),
    ({ logGroupName, logStreamName }, region) => {
      const group = groups.group(region, logGroupName);
      group.streams.delete(groups.stream(group, logStreamName).name);
    },
  ),
  DescribeLogStreams: operation(
    structure({
      logGroupName: optional(groupName()),
      logGroupIdentifier: optional(groupIdentifier()),
      logStreamNamePrefix: optional(streamName()),
      orderBy: optional(oneOf(['LogStreamName', 'LastEventTime'])),
      descending: optional(flag()),
      limit: optional(describeLimit()),
      nextToken: optional(token()),
    }),
    ({ logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false, ...input }, region) => {
      if (orderBy === 'LastEventTime' && prefix !== undefined) {
        throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const group = groups.identified(region, identifierOf(input));
      const found = [...group.streams.values()].filter(({ name }) => name.startsWith(prefix ?? ''));
      found.sort(orderBy === 'LogStreamName' ? byName : byLastEvent);
      if (descending) found.reverse();
      const { items, next } = pageOf(found, ({ name }) => name, input);
      return { logStreams: items.map(describedStream), ...next };
    },
  ),
  TagResource: operation(
    structure({ resourceArn: groupIdentifier(), tags: tagMap() }),
    ({ resourceArn, tags }, region) => {
      const group = groups.identified(region, resourceArn);
      for (const [key, value] of Object.entries(tags)) group.tags.set(key, value);
    },
  ),
  UntagResource: operation(
    structure({ resourceArn: groupIdentifier(), tagKeys: list(text({ min: 1, max: 128 }), { max: 50 }) }),
    ({ resourceArn, tagKeys }, region) => {
      const group = groups.identified(region, resourceArn);
      for (const key of tagKeys) group.tags.delete(key);
    },
  ),
  ListTagsForResource: operation(structure({ resourceArn: groupIdentifier() }), ({ resourceArn }, region) => ({
    tags: Object.fromEntries(groups.identified(region, resourceArn).tags),
  })),
});

/** One of the two names of a group. */
export function identifierOf(input: {
  readonly logGroupName: string | undefined;
  readonly logGroupIdentifier: string | undefined;
}): string {
  const { logGroupName, logGroupIdentifier } = input;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalid('Exactly one of logGroupName and logGroupIdentifier is needed.');
  }
  return logGroupName ?? logGroupIdentifier ?? '';
}

const describedGroup = (group: LogGroup): object => ({
  logGroupName: group.name,
  creationTime: group.createdAt,
  ...(group.retentionInDays !== null && { retentionInDays: group.retentionInDays }),
  metricFilterCount: 0,
  arn: `${group.arn}:*`,
  storedBytes: [...group.streams.values()].reduce((sum, { bytes }) => sum + bytes, 0),
  logGroupClass: 'STANDARD',
  logGroupArn: group.arn,
});

const describedStream = ({ name, arn, createdAt, events, bytes, lastIngestion }: LogStream): object => ({
  logStreamName: name,
  creationTime: createdAt,
  ...(events[0] && { firstEventTimestamp: events[0].timestamp, lastEventTimestamp: events.at(-1)?.timestamp }),
  ...(lastIngestion !== null && { lastIngestionTime: lastIngestion }),
  uploadSequenceToken: String(bytes),
  arn,
  storedBytes: bytes,
});

const byName = (a: LogStream, b: LogStream): number => (a.name < b.name ? -1 : 1);
const byLastEvent = (a: LogStream, b: LogStream): number =>
  (a.events.at(-1)?.timestamp ?? 0) - (b.events.at(-1)?.timestamp ?? 0);
