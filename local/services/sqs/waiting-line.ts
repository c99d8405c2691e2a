/** Things in the order in which their time comes: a binary heap. */
export interface Timed {
  readonly at: number;
}

export class WaitingLine<T extends Timed> {
  readonly #heap: T[] = [];

  add(thing: T): void {
    const heap = this.#heap;
    let at = heap.push(thing) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || above.at <= thing.at) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = thing;
  }

  /** The next one's time; Infinity when there is none. */
  get next(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  /** Takes the next one out if its time has come. */
  takeUntil(now: number): T | null {
    const heap = this.#heap;
    const [first] = heap;
    if (!first || first.at > now) return null;
    const last = heap.pop();
    if (last && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(thing: T): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (!left) break;
      const [child, below] = right && right.at < left.at ? [2 * at + 2, right] : [2 * at + 1, left];
      if (below.at >= thing.at) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = thing;
  }
}
