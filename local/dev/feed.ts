/** Feeds streams from an endless sequence of records at a steady rate, or from a file as fast as it is taken. */
import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FedRecord, StreamWriter } from './put-records.js';

const TICK_MS = 100;
/** After a pause of the process the feed goes on at its rate, instead of making up for hours. */
const MOST_BEHIND_MS = 2_000;
const CHUNK = 5_000;

/** Until aborted, or until there are no more records. `writerOf` gives the stream of a record's source. */
export async function feedAtRate<R extends FedRecord>(
  records: AsyncIterator<R> | Iterator<R>,
  perSecond: number,
  writerOf: (record: R) => StreamWriter,
  signal: AbortSignal,
): Promise<void> {
  let began = performance.now();
  let due = 0;
  let sent = 0;
  while (!signal.aborted) {
    due = ((performance.now() - began) / 1000) * perSecond;
    if (due - sent > (MOST_BEHIND_MS / 1000) * perSecond) {
      began = performance.now() - (sent / perSecond) * 1000;
      continue;
    }
    const byWriter = new Map<StreamWriter, R[]>();
    for (; sent < due; sent++) {
      const { value, done } = await records.next();
      if (done) return;
      const record = value as R;
      const writer = writerOf(record);
      const batch = byWriter.get(writer);
      if (batch) batch.push(record);
      else byWriter.set(writer, [record]);
    }
    for (const [writer, batch] of byWriter) await writer.put(batch, signal);
    await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Each line a record, without its line end; the bytes are what the file holds. */
export async function feedFile(file: string, writer: StreamWriter, signal: AbortSignal): Promise<number> {
  let lines = 0;
  let batch: FedRecord[] = [];
  for await (const data of linesOf(file)) {
    batch.push({ data });
    lines++;
    if (batch.length < CHUNK) continue;
    await writer.put(batch, signal);
    batch = [];
  }
  await writer.put(batch, signal);
  return lines;
}

async function* linesOf(file: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      if (end > start) yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest;
}
