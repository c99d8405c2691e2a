/** Ports of this machine: free ones to give away, and whether somebody listens. */
import { randomInt } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { LOOPBACK } from './flink-config.js';

/** Below those that the system gives to whoever asks for any: nobody else gets one before it is used. */
const LOWEST = 20_000;
const HIGHEST = 31_999;
const MOST_TRIES = 1_000;

/** Different ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  for (let tries = 0; servers.length < count; tries++) {
    if (tries > MOST_TRIES) throw new Error('no port of this machine is free');
    const server = await listen(randomInt(LOWEST, HIGHEST + 1)).catch(() => null);
    if (server) servers.push(server);
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOOPBACK);
    const end = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
