/**
 * The records of one shard in the order they came. Their bytes lie one after another in a few large buffers, so that a
 * million records are some sixty objects. A record is known by its counter: 1 for the first of the shard.
 */
export interface StoredRecord {
  readonly counter: number;
  readonly arrival: number;
  readonly partitionKey: string;
  /** A view, not a copy: what is written is never changed. */
  readonly data: Buffer;
}

/** Before each record: when it came, the length of its data, the length of its partition key. */
const HEADER_BYTES = 8 + 4 + 2;
const FIRST_SEGMENT_BYTES = 16 * 1024;
const LARGEST_SEGMENT_BYTES = 4 * 1024 * 1024;

interface Segment {
  /** The counter of its first record. */
  readonly first: number;
  readonly bytes: Buffer;
  used: number;
  count: number;
  offsets: Uint32Array;
}

export class RecordLog {
  #segments: Segment[] = [];
  #first = 1;
  #next = 1;

  /** The counter of the oldest record that is kept, or of the next one to come. */
  get first(): number {
    return this.#first;
  }

  /** The counter that the next record will have. */
  get next(): number {
    return this.#next;
  }

  append(partitionKey: string, data: Uint8Array, arrival: number): number {
    const keyBytes = Buffer.byteLength(partitionKey);
    const segment = this.#segmentFor(HEADER_BYTES + keyBytes + data.length);
    const { bytes, used } = segment;
    bytes.writeDoubleLE(arrival, used);
    bytes.writeUInt32LE(data.length, used + 8);
    bytes.writeUInt16LE(keyBytes, used + 12);
    bytes.write(partitionKey, used + HEADER_BYTES);
    bytes.set(data, used + HEADER_BYTES + keyBytes);
    if (segment.count === segment.offsets.length) segment.offsets = doubled(segment.offsets);
    segment.offsets[segment.count++] = used;
    segment.used = used + HEADER_BYTES + keyBytes + data.length;
    return this.#next++;
  }

  /** From `counter` on, at most `limit` records and `maxBytes` of data, but at least one if there is any. */
  read(counter: number, limit: number, maxBytes: number): StoredRecord[] {
    const records: StoredRecord[] = [];
    let bytes = 0;
    let next = Math.max(counter, this.#first);
    for (let at = this.#segmentOf(next); at < this.#segments.length; at++) {
      const segment = this.#segments[at];
      if (!segment) break;
      for (let index = next - segment.first; index < segment.count; index++, next++) {
        const record = recordAt(segment, index);
        bytes += record.data.length;
        if (records.length === limit || (records.length > 0 && bytes > maxBytes)) return records;
        records.push(record);
      }
    }
    return records;
  }

  /** When the record came; undefined if it is gone or has not come. */
  arrivalOf(counter: number): number | undefined {
    if (counter < this.#first || counter >= this.#next) return undefined;
    const segment = this.#segments[this.#segmentOf(counter)];
    return segment && arrivalAt(segment, counter - segment.first);
  }

  /** The counter of the first record that came at `time` or later. */
  at(time: number): number {
    return lowest(this.#first, this.#next, (counter) => (this.arrivalOf(counter) ?? Infinity) >= time);
  }

  /** Forgets what came before `time`; memory is given back in whole segments. */
  trim(time: number): void {
    const oldest = this.#segments[0];
    if (!oldest || arrivalAt(oldest, this.#first - oldest.first) >= time) return;
    this.#first = this.at(time);
    const kept = this.#segments.findIndex(({ first, count }) => first + count > this.#first);
    this.#segments.splice(0, kept === -1 ? this.#segments.length : kept);
  }

  #segmentFor(needed: number): Segment {
    const last = this.#segments.at(-1);
    if (last && last.used + needed <= last.bytes.length) return last;
    const wanted = last ? Math.min(last.bytes.length * 2, LARGEST_SEGMENT_BYTES) : FIRST_SEGMENT_BYTES;
    const bytes = Buffer.allocUnsafeSlow(Math.max(wanted, needed));
    const segment: Segment = { first: this.#next, bytes, used: 0, count: 0, offsets: new Uint32Array(64) };
    this.#segments.push(segment);
    return segment;
  }

  /** The index of the segment that holds the record, or the number of segments. */
  #segmentOf(counter: number): number {
    return lowest(0, this.#segments.length, (index) => {
      const segment = this.#segments[index];
      return segment !== undefined && segment.first + segment.count > counter;
    });
  }
}

function recordAt(segment: Segment, index: number): StoredRecord {
  const { bytes, offsets, first } = segment;
  const offset = offsets[index] ?? 0;
  const keyEnd = offset + HEADER_BYTES + bytes.readUInt16LE(offset + 12);
  return {
    counter: first + index,
    arrival: bytes.readDoubleLE(offset),
    partitionKey: bytes.toString('utf8', offset + HEADER_BYTES, keyEnd),
    data: bytes.subarray(keyEnd, keyEnd + bytes.readUInt32LE(offset + 8)),
  };
}

const arrivalAt = ({ bytes, offsets }: Segment, index: number): number => bytes.readDoubleLE(offsets[index] ?? 0);

function doubled(offsets: Uint32Array): Uint32Array {
  const larger = new Uint32Array(offsets.length * 2);
  larger.set(offsets);
  return larger;
}

/** The lowest number from `low` to below `high` that fits, if all after it fit too; else `high`. */
function lowest(low: number, high: number, fits: (value: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (fits(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
