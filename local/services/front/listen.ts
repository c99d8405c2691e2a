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
/** No request of HTTP/1.1 begins so. */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0');

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
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      const preface = HTTP2_PREFACE.subarray(0, first.length);
      (first.subarray(0, preface.length).equals(preface) ? http2 : http).emit('connection', socket);
    });
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
