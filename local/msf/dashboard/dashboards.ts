/**
 * Flink's web interface and REST interface of running applications, as the managed service shows them: behind a URL that
 * can be opened for a few minutes and then leaves a cookie. Each application has a port of its own, as it has a host there.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Application } from '../application.js';
import type { Control } from '../control.js';
import { forwardTo } from './forward.js';

export const PATH = '/flinkdashboard/';
const COOKIE = 'flinkdashboard';
const LOOPBACK = '127.0.0.1';

interface Session {
  readonly openUntil: number;
  readonly endsAt: number;
}

interface Dashboard {
  readonly server: Server;
  readonly port: number;
  readonly sessions: Map<string, Session>;
}

export class Dashboards {
  private readonly opened = new Map<Application, Promise<Dashboard>>();

  constructor(private readonly control: Control) {}

  /** A URL that can be opened soon, and lasts for so long once it is. */
  async url(application: Application, lastsMs: number): Promise<string> {
    const { port, sessions } = await this.dashboard(application);
    const token = randomBytes(32).toString('hex');
    const now = this.control.now();
    sessions.set(token, { openUntil: now + this.control.settings.urlMs, endsAt: now + lastsMs });
    return `http://${LOOPBACK}:${port}${PATH}?authToken=${token}`;
  }

  async close(): Promise<void> {
    const all = await Promise.all(this.opened.values());
    for (const { server } of all) server.closeAllConnections();
    await Promise.all(all.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  }

  private dashboard(application: Application): Promise<Dashboard> {
    let dashboard = this.opened.get(application);
    if (dashboard === undefined) this.opened.set(application, (dashboard = this.open(application)));
    return dashboard;
  }

  private async open(application: Application): Promise<Dashboard> {
    const sessions = new Map<string, Session>();
    const server = createServer((request, response) => this.answer(application, sessions, request, response));
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, LOOPBACK, resolve);
    });
    return { server, port: (server.address() as AddressInfo).port, sessions };
  }

  private answer(
    application: Application,
    sessions: ReadonlyMap<string, Session>,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', `http://${LOOPBACK}`);
    const now = this.control.now();
    const token = searchParams.get('authToken');
    if (token !== null) {
      const session = sessions.get(token);
      if (session === undefined || session.openUntil < now) return refuse(response, 403, 'The URL has expired.');
      const age = Math.max(0, Math.floor((session.endsAt - now) / 1000));
      response.setHeader('set-cookie', `${COOKIE}=${token}; Path=${PATH}; Max-Age=${age}; HttpOnly; SameSite=Strict`);
      response.writeHead(302, { location: PATH }).end();
      return;
    }
    const session = sessions.get(cookieOf(request) ?? '');
    if (session === undefined || session.endsAt < now) return refuse(response, 403, 'A presigned URL is needed.');
    const cluster = application.job?.processes ?? null;
    if (!pathname.startsWith(PATH)) return refuse(response, 404, 'There is nothing here.');
    if (cluster === null) return refuse(response, 503, `The application is ${application.status}.`);
    forwardTo(cluster.rest.port, pathname.slice(PATH.length - 1) + search, request, response);
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${message}\n`);
}

const cookieOf = ({ headers }: IncomingMessage): string | undefined =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]+)`).exec(headers.cookie ?? '')?.[1];
