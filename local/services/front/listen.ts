/**
 * HTTP/1.1 and HTTP/2 on one port of 127.0.0.1, without TLS. Clients of Kinesis speak HTTP/2 when they may, and over
 * plain HTTP they begin it without asking, so the first bytes of a connection say which it is.
 */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type Incoming = IncomingMessage | Http2ServerRequest;
export type Outgoing = ServerResponse | Http2ServerResponse;

export interface Listening {
  readonly port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Longer than clients keep an idle connection, so that none is ended while a request is on its way. */
const KEEP_ALIVE_MS = 120_000;
/** How much of a body HTTP/2 sends before it waits for a word; its default of 64 KiB is for slow networks. */
const WINDOW_BYTES = 4 * 1024 * 1024;
/** HTTP/2 begins with `PRI * HTTP/2.0`; no method of HTTP/1.1 begins so. */
const HTTP2 = Buffer.from('PRI');

export async function listen(
  wanted: number,
  handle: (incoming: Incoming, outgoing: Outgoing) => void,
): Promise<Listening> {
  const http = createHttp({ keepAliveTimeout: KEEP_ALIVE_MS }, handle);
  const http2 = createHttp2({ settings: { initialWindowSize: WINDOW_BYTES } }, handle);
  // Errors of a connection are the client's: it went away, or it speaks neither.
  http2.on('sessionError', () => undefined);
  http2.on('session', (session) => session.setLocalWindowSize(WINDOW_BYTES));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let first = Buffer.alloc(0);
    const decide = (): void => {
      first = Buffer.concat([first, (socket.read() as Buffer | null) ?? Buffer.alloc(0)]);
      // Fewer bytes could be the beginning of POST and PUT as well.
      if (first.length < HTTP2.length) return void socket.once('readable', decide);
      socket.unshift(first);
      const isHttp2 = first.subarray(0, HTTP2.length).equals(HTTP2);
      (isHttp2 ? http2 : http).emit('connection', socket);
    };
    socket.once('readable', decide);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
