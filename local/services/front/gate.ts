/** Where the requests of a service wait while it hangs. */
export class Gate {
  #shut: Promise<void> | null = null;
  #open: () => void = () => undefined;

  /** From now on requests wait. */
  shut(): void {
    this.#shut ??= new Promise((resolve) => (this.#open = resolve));
  }

  /** Those that wait go on, and no other waits. */
  open(): void {
    this.#open();
    this.#shut = null;
  }

  /** At once while it is open. */
  async passed(): Promise<void> {
    await this.#shut;
  }
}
