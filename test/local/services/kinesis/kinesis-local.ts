/** kinesis-local, another's Kinesis, as a child process: a second opinion on the protocol. It would listen on every interface. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../../../local/cluster/ports.js';
import { send } from '../front/http.js';

export interface KinesisLocal {
  readonly port: number;
  close(): Promise<void>;
}

/** Run before it: whatever it listens on, it is 127.0.0.1. */
const PIN = `import { Server } from 'node:net';
const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  const [first] = args;
  if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...args.slice(1));
  return listen.call(this, first, '127.0.0.1', ...args.filter((arg) => typeof arg === 'function'));
};`;

const CHANGE = '50ms';
const DURATIONS = [
  'CREATE_STREAM',
  'DELETE_STREAM',
  'MERGE_SHARDS',
  'SPLIT_SHARD',
  'UPDATE_SHARD_COUNT',
  'UPDATE_STREAM_MODE',
];

export async function startKinesisLocal(): Promise<KinesisLocal> {
  const main = createRequire(import.meta.url).resolve('kinesis-local');
  const [port = 0, tls = 0] = await freePorts(2);
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(PIN)}`, main], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      KINESIS_MOCK_CERT_PATH: join(dirname(main), 'server.json'),
      KINESIS_MOCK_PLAIN_PORT: String(port),
      KINESIS_MOCK_TLS_PORT: String(tls),
      SHARD_LIMIT: '500',
      ON_DEMAND_STREAM_COUNT_LIMIT: '50',
      LOG_LEVEL: 'ERROR',
      ...Object.fromEntries(DURATIONS.map((name) => [`${name}_DURATION`, CHANGE])),
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  for (let left = 1_200; left > 0; left--) {
    if (child.exitCode !== null) throw new Error(`kinesis-local ended with ${child.exitCode}`);
    const answered = await send(port, { method: 'GET', path: '/healthcheck' }).catch(() => null);
    if (answered) return { port, close };
    await sleep(50);
  }
  await close();
  throw new Error('kinesis-local does not answer');
}
