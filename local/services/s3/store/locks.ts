/** One piece of work at a time for each name, in the order it was asked for. */
export class Locks {
  private readonly last = new Map<string, Promise<unknown>>();

  async with<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name);
    }
  }
}
