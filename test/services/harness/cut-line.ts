/** A line to a server that can be cut: while it is, nobody listens at its end, as when the server is down. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';
/** A request begins a piece of what is sent: nobody sends another before the answer. */
const REQUEST = /^([A-Z]+) ([^ ?]+)\S* HTTP\/1\.1\r\n/;

export class CutLine {
  /** Methods and paths of what was asked for through the line. */
  readonly requests = new Set<string>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;

  private constructor(private readonly target: number) {}

  static async to(url: string): Promise<CutLine> {
    const line = new CutLine(Number(new URL(url).port));
    await line.mend();
    return line;
  }

  get url(): string {
    return `http://${HOST}:${this.port}`;
  }

  async cut(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    const server = createServer((from) => this.join(from, connect(this.target, HOST)));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, HOST, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private join(from: Socket, to: Socket): void {
    from.on('data', (piece: Buffer) => {
      const [, method, path] = REQUEST.exec(piece.subarray(0, 1_000).toString('latin1')) ?? [];
      if (method !== undefined) this.requests.add(`${method} ${path}`);
    });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.sockets.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.once('error', () => other.destroy());
      one.once('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
