/** Flink's REST interface behind a signed address, with a job that a test describes look by look. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clients } from '../../../deploy/application/clients.js';

export interface JobLook {
  readonly state: string;
  readonly tasks: readonly string[];
  readonly restarts: number;
  readonly runningMs: number;
  /** When the newest checkpoint was triggered; null: there is none. */
  readonly checkpointAt: number | null;
  readonly read: number;
  readonly lag: number;
}

const STARTED = 1_000_000;

export class FakeFlink {
  looks = 0;
  private server: Server | null = null;
  private base = '';

  /** `job` gives what is seen at each look at the job. */
  constructor(private readonly job: (look: number) => JobLook) {}

  async open(): Promise<Clients> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
      if (pathname === '/open') {
        response
          .writeHead(302, { location: '/flinkdashboard/', 'set-cookie': 'session=secret; Path=/; HttpOnly' })
          .end();
      } else if (request.headers.cookie !== 'session=secret') {
        response.writeHead(403).end();
      } else {
        response.end(JSON.stringify(this.answer(pathname.replace('/flinkdashboard', ''), searchParams)));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const send = async (command: { constructor: { name: string } }): Promise<unknown> => {
      switch (command.constructor.name) {
        case 'DescribeApplicationCommand':
          return { ApplicationDetail: APPLICATION };
        case 'ListTagsForResourceCommand':
          return { Tags: [] };
        default:
          return { AuthorizedUrl: `${this.base}/open` };
      }
    };
    return { pollMs: 5, applications: { send } } as unknown as Clients;
  }

  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private answer(path: string, query: URLSearchParams): unknown {
    if (path === '/') return {};
    if (path === '/jobs') {
      this.looks++;
      return { jobs: [{ id: 'j', status: 'RUNNING' }] };
    }
    const look = this.job(this.looks);
    if (path === '/jobs/j') {
      const vertices = look.tasks.map((status, i) => ({ id: `v${i}`, name: `v${i}`, parallelism: 1, status }));
      return { jid: 'j', name: 'x', state: look.state, 'start-time': STARTED, duration: 1, vertices };
    }
    if (path === '/jobs/j/metrics')
      return [
        { id: 'numRestarts', value: String(look.restarts) },
        { id: 'runningTime', value: String(look.runningMs) },
      ];
    if (path === '/jobs/j/checkpoints') {
      const completed = look.checkpointAt === null ? null : { id: 1, trigger_timestamp: look.checkpointAt };
      return { counts: { completed: completed === null ? 0 : 1 }, latest: { completed } };
    }
    const read = 'S.kinesisanalytics.stage.plays.read';
    const lag = 'S.kinesisanalytics.source.plays.stream.prod.shardId.0.millisBehindLatest';
    if (!path.startsWith('/jobs/j/vertices/v0/')) return [];
    if (query.get('get') === null) return [{ id: read }, { id: lag }];
    const asked = (query.get('get') ?? '').split(',');
    return [
      { id: read, sum: look.read, max: look.read },
      { id: lag, sum: look.lag, max: look.lag },
    ].filter(({ id }) => asked.includes(id));
  }
}

export const SHA = 'c'.repeat(64);
export const AFTER_START = STARTED + 5_000;
export const BEFORE_START = STARTED - 5_000;

const APPLICATION = {
  ApplicationName: 'plays',
  ApplicationARN: 'arn:aws:kinesisanalytics:eu-central-1:123456789012:application/plays',
  ApplicationStatus: 'RUNNING',
  ApplicationVersionId: 2,
  RuntimeEnvironment: 'FLINK-2_2',
  ApplicationConfigurationDescription: {
    ApplicationCodeConfigurationDescription: {
      CodeContentType: 'ZIPFILE',
      CodeContentDescription: {
        S3ApplicationCodeLocationDescription: { BucketARN: 'arn:aws:s3:::jars', FileKey: `p/plays/${SHA}.jar` },
      },
    },
  },
};
