/** Events: put, read in order, and searched. */
import { flag, list, optional, structure, text } from '../front/shape.js';
import type { Operations } from '../front/operations.js';
import { invalid } from './errors.js';
import { filterPattern } from './filter-pattern.js';
import { identifierOf } from './group-operations.js';
import { inOrder, type LogGroups, type LogStream, type StoredEvent } from './log-groups.js';
import { operation } from './operation.js';
import { eventsLimit, groupIdentifier, groupName, streamName, timestamp, token } from './scalars.js';

const DAY_MS = 86_400_000;
const OLDEST_MS = 14 * DAY_MS;
const NEWEST_MS = 2 * 3_600_000;
const MOST = 10_000;

export const eventOperations = (groups: LogGroups, now: () => number): Operations => ({
  PutLogEvents: operation(
    structure({
      logGroupName: groupName(),
      logStreamName: streamName(),
      logEvents: list(structure({ timestamp: timestamp(), message: text({ min: 1 }) }), { min: 1, max: MOST }),
      sequenceToken: optional(text({ min: 1 })),
    }),
    ({ logGroupName, logStreamName, logEvents }, region) => {
      const stream = groups.stream(groups.group(region, logGroupName), logStreamName);
      const tooOld = logEvents.filter((event) => event.timestamp < now() - OLDEST_MS).length;
      const firstTooNew = logEvents.findIndex((event) => event.timestamp > now() + NEWEST_MS);
      if (logEvents.some((event, index) => event.timestamp < (logEvents[index - 1]?.timestamp ?? 0))) {
        throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
      }
      groups.put(stream, logEvents.slice(tooOld, firstTooNew === -1 ? undefined : firstTooNew));
      const rejected = {
        ...(firstTooNew !== -1 && { tooNewLogEventStartIndex: firstTooNew }),
        ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
      };
      return {
        nextSequenceToken: String(stream.bytes),
        ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
      };
    },
  ),

  GetLogEvents: operation(
    structure({
      logGroupName: optional(groupName()),
      logGroupIdentifier: optional(groupIdentifier()),
      logStreamName: streamName(),
      startTime: optional(timestamp()),
      endTime: optional(timestamp()),
      nextToken: optional(token()),
      limit: optional(eventsLimit()),
      startFromHead: optional(flag()),
    }),
    ({ logStreamName, limit = MOST, nextToken, startFromHead = false, ...input }, region) => {
      const stream = groups.stream(groups.identified(region, identifierOf(input)), logStreamName);
      const all = between(stream, input);
      const [direction, mark] = nextToken === undefined ? [startFromHead ? 'f' : 'b', null] : markOf(nextToken);
      const after = (event: StoredEvent): boolean => mark === null || inOrder(event, mark) > 0;
      const before = (event: StoredEvent): boolean => mark === null || inOrder(event, mark) < 0;
      const events = direction === 'f' ? all.filter(after).slice(0, limit) : all.filter(before).slice(-limit);
      const [first = mark, last = mark] = [events[0], events.at(-1)];
      return {
        events: events.map(({ timestamp: at, message, ingestionTime }) => ({ timestamp: at, message, ingestionTime })),
        nextForwardToken: `f/${tokenOf(last)}`,
        nextBackwardToken: `b/${tokenOf(first)}`,
      };
    },
  ),

  FilterLogEvents: operation(
    structure({
      logGroupName: optional(groupName()),
      logGroupIdentifier: optional(groupIdentifier()),
      logStreamNames: optional(list(streamName(), { min: 1, max: 100 })),
      logStreamNamePrefix: optional(streamName()),
      startTime: optional(timestamp()),
      endTime: optional(timestamp()),
      filterPattern: optional(text({ max: 1024 })),
      nextToken: optional(token()),
      limit: optional(eventsLimit()),
      interleaved: optional(flag()),
    }),
    ({ logStreamNames: names, logStreamNamePrefix: prefix, limit = MOST, nextToken, ...input }, region) => {
      if (names !== undefined && prefix !== undefined) {
        throw invalid('Either logStreamNames or logStreamNamePrefix, not both.');
      }
      const group = groups.identified(region, identifierOf(input));
      const matches = filterPattern(input.filterPattern ?? '');
      const streams = names?.map((name) => groups.stream(group, name)) ?? [...group.streams.values()];
      const [, mark] = nextToken === undefined ? ['f', null] : markOf(nextToken);
      const found = streams
        .filter(({ name }) => name.startsWith(prefix ?? ''))
        .flatMap((stream) => between(stream, input).map((event) => ({ ...event, logStreamName: stream.name })))
        .filter((event) => matches(event.message) && (mark === null || inOrder(event, mark) > 0))
        .sort(inOrder);
      const events = found.slice(0, limit);
      return {
        events: events.map(({ sequence, ...event }) => ({ ...event, eventId: String(sequence).padStart(56, '0') })),
        searchedLogStreams: [],
        ...(found.length > limit && { nextToken: `f/${tokenOf(events.at(-1) ?? null)}` }),
      };
    },
  ),
});

function between(
  { events }: LogStream,
  {
    startTime = 0,
    endTime = Infinity,
  }: { readonly startTime: number | undefined; readonly endTime: number | undefined },
): StoredEvent[] {
  return events.filter((event) => event.timestamp >= startTime && event.timestamp < endTime);
}

/** Where a page ended: the time and the number of its last event. */
const tokenOf = (event: StoredEvent | null): string =>
  event === null ? '0-0' : `${event.timestamp}-${event.sequence}`;

function markOf(given: string): [direction: string, mark: StoredEvent | null] {
  const [, direction = '', at = '', sequence = ''] = /^([fb])\/(\d+)-(\d+)$/.exec(given) ?? [];
  if (direction === '') throw invalid('The specified nextToken is invalid.');
  return [direction, { timestamp: Number(at), sequence: Number(sequence), ingestionTime: 0, message: '' }];
}
