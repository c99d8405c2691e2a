/** A connection within this process: what is written at one end is read at the other. No port, nobody else can use it. */
import { Duplex } from 'node:stream';

class End extends Duplex {
  #other: End | null = null;
  /** The other end's write that is done when this end has room again. */
  #pending: (() => void) | null = null;

  static pair(): [End, End] {
    const [one, other] = [new End(), new End()];
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  override _read(): void {
    const done = this.#pending;
    this.#pending = null;
    done?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#other?.push(chunk)) return done();
    if (this.#other) this.#other.#pending = done;
  }

  override _final(done: () => void): void {
    this.#other?.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const other = this.#other;
    this.#other = null;
    if (other && !other.destroyed) process.nextTick(() => other.destroy());
    done(error);
  }
}

/** The two ends, the first for the client. */
export const connection = (): readonly [Duplex, Duplex] => End.pair();
