/** What is put into the streams while the job runs: files, once, and generated records, at a rate. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { resourcesOf } from '../../compiler/ir/resources.js';
import { feedAtRate, feedFile } from '../../local/dev/feed.js';
import { StreamWriter } from '../../local/dev/put-records.js';
import type { LocalServices } from '../../local/services/start.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { recordsFor, type SourceRecord } from './generator.js';
import type { DevOrder } from './run-dev.js';

export interface Feeds {
  begin(): void;
  /** Never resolves; rejects when a feed can't go on. */
  readonly failed: Promise<never>;
  /** Records put so far, by source. */
  fed(): Record<string, number>;
  close(): Promise<void>;
}

export function startFeeds(
  host: Host,
  { entry, inputs, feed }: Pick<DevOrder, 'entry' | 'inputs' | 'feed'>,
  bundle: Bundle,
  { endpoint, region }: LocalServices,
  signal: AbortSignal,
): Feeds {
  const writers = new Map<string, StreamWriter>();
  for (const { kind, name, readBy } of resourcesOf(bundle)) {
    if (kind !== 'stream') continue;
    for (const source of readBy) writers.set(source, new StreamWriter(endpoint, region, name));
  }
  const writerOf = ({ source }: Pick<SourceRecord, 'source'>): StreamWriter => {
    const [only] = writers.size === 1 ? writers.values() : [];
    const writer = source === null ? only : writers.get(source);
    if (!writer) throw refuse('feedWithoutSource', { written: source ?? '', sources: [...writers.keys()] });
    return writer;
  };
  let fail: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const going: Promise<void>[] = [];

  const putFiles = async (): Promise<void> => {
    for (const [source, files] of Object.entries(inputs)) {
      for (const file of files) {
        const lines = await feedFile(file, writerOf({ source }), signal);
        host.say(`${lines.toLocaleString('en-US')} records of ${file} are in the stream of '${source}'.`);
        host.event({ event: 'fed', source, file, records: lines });
      }
    }
  };
  const generate = async (perSecond: number): Promise<void> =>
    feedAtRate(recordsFor(entry, bundle, signal), perSecond, writerOf, signal);

  const follow = (work: Promise<void>): void =>
    void going.push(
      work.catch((error: unknown) => {
        if (signal.aborted) return;
        // A stream that is gone is the job's to tell of, which knows the stage.
        if (isServiceError(error)) host.say(`Nothing is fed any more: ${error.message}`);
        else fail(error);
      }),
    );
  return {
    failed,
    begin: () => {
      follow(putFiles());
      if (feed !== null) follow(generate(feed));
    },
    fed: () => Object.fromEntries([...writers].map(([source, { written }]) => [source, written])),
    close: async () => {
      await Promise.all(going);
      for (const writer of writers.values()) writer.close();
    },
  };
}

const isServiceError = (error: unknown): error is Error =>
  typeof (error as { $metadata?: unknown } | null)?.$metadata === 'object';
