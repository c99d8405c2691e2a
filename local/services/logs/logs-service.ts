/** CloudWatch Logs, as far as applications write their logs and people search them. In memory. */
import { DEFAULT_REGION } from '../front/account.js';
import { callOperation } from '../front/operations.js';
import type { LocalService } from '../front/service.js';
import { logsAccesses } from './accesses.js';
import { eventOperations } from './event-operations.js';
import { groupOperations } from './group-operations.js';
import { LogGroups, type LogEvent } from './log-groups.js';

export interface LogsOptions {
  readonly now?: () => number;
}

export interface LocalLogs extends LocalService {
  /** Makes what is not there of a group and a stream. */
  createStream(group: string, stream: string): void;
  /** False when the stream is not there. */
  put(group: string, stream: string, events: readonly LogEvent[], region?: string): boolean;
  /** The messages of a stream, in order; of tests. */
  messages(group: string, stream: string): readonly string[];
}

export function logsService({ now = Date.now }: LogsOptions = {}): LocalLogs {
  const groups = new LogGroups(now);
  const operations = { ...groupOperations(groups), ...eventOperations(groups, now) };
  const streamOf = (group: string, stream: string, region = DEFAULT_REGION) =>
    groups.find(region, group)?.streams.get(stream);
  return {
    name: 'logs',
    protocol: 'json',
    targetPrefix: 'Logs_20140328',
    createStream(group, stream) {
      if (!groups.find(DEFAULT_REGION, group)) groups.create(group);
      if (!streamOf(group, stream)) groups.createStream(groups.group(DEFAULT_REGION, group), stream);
    },
    put(group, stream, events, region) {
      const found = streamOf(group, stream, region);
      if (found) groups.put(found, events);
      return found !== undefined;
    },
    messages: (group, stream) => streamOf(group, stream)?.events.map(({ message }) => message) ?? [],
    accesses: logsAccesses,
    handle: (request) => callOperation(operations, request),
    close: async () => undefined,
  };
}
