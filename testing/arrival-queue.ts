/** A queue ordered by time, first in first out among equals: what turns events by occurrence into events by arrival. */

export interface ArrivalQueue<T> {
  readonly size: number;
  push(time: number, item: T): void;
  /** Time of the earliest, or Infinity. */
  peekTime(): number;
  /** Takes the earliest; undefined when empty. */
  pop(): T | undefined;
}

interface Entry<T> {
  readonly time: number;
  readonly order: number;
  readonly item: T;
}

/** A binary heap over (time, order of pushing). */
export function arrivalQueue<T>(): ArrivalQueue<T> {
  const heap: Entry<T>[] = [];
  let pushed = 0;
  const before = (a: Entry<T>, b: Entry<T>): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

  const siftUp = (entry: Entry<T>): void => {
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up] as Entry<T>;
      if (!before(entry, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = entry;
  };

  const siftDown = (entry: Entry<T>): void => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry<T>, heap[child] as Entry<T>)) child++;
      const lower = heap[child] as Entry<T>;
      if (!before(lower, entry)) break;
      heap[at] = lower;
      at = child;
    }
    heap[at] = entry;
  };

  return {
    get size() {
      return heap.length;
    },
    push: (time, item) => siftUp({ time, order: pushed++, item }),
    peekTime: () => heap[0]?.time ?? Infinity,
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) siftDown(last);
      return first.item;
    },
  };
}
