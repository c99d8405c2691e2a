/** One `pipectl dev` from the first compile to the end: services, job, feeds, what is shown, and edits on the way. */
import { relative } from 'node:path';
import type { Compiled } from '../../compiler/compile.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { DevSession } from '../../local/dev/dev-session.js';
import { failedStage } from '../../compiler/ir/failed-stage.js';
import { Looks, type Snapshot } from '../../local/dev/snapshot.js';
import type { EmbeddedFlink, RunEvent } from '../../local/flink.js';
import { compilePipeline, flinkFor } from '../compile-pipeline.js';
import type { Host } from '../host.js';
import { diagnosticsOf } from '../refusal.js';
import { untilChanged } from '../watch-files.js';
import { startFeeds, type Feeds } from './feeds.js';
import { devLine, devView } from './view.js';

export interface DevOrder {
  readonly entry: string;
  readonly port?: number;
  readonly dynamodb: 'dynalite' | 'local';
  readonly parallelism: number;
  /** Files by source, put once when the job runs. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Records a second. */
  readonly feed: number | null;
  /** Milliseconds that the job runs before it is stopped. */
  readonly duration: number | null;
  readonly watch: boolean;
}

export interface DevEnd {
  readonly endpoint: string;
  /** From the call until the job ran. */
  readonly startedInMs: number | null;
  readonly last: Snapshot | null;
  readonly fed: Readonly<Record<string, number>>;
}

const LINE_EVERY_MS = 5_000;
const EVENT_EVERY_MS = 1_000;

export async function runDev(host: Host, order: DevOrder): Promise<DevEnd> {
  const began = performance.now();
  const ending = new AbortController();
  host.signal.addEventListener('abort', () => ending.abort(host.signal.reason), { once: true });
  const { compiled, session, flink } = await open(host, order);
  let feeds: Feeds | null = null;
  try {
    const show = new Show(host, session, compiled.bundle);
    feeds = startFeeds(host, order, compiled.bundle, session.services, ending.signal);
    const { signal } = ending;
    const onRunning = (job: string | null): void => {
      show.running(job, performance.now() - began);
      feeds?.begin();
      if (order.duration !== null)
        setTimeout(() => ending.abort(new Error('the time is over')), order.duration).unref();
    };
    const run = new DevRun(host, order, session, flink, show, onRunning);
    await Promise.race([run.untilEnded(compiled, signal), feeds.failed]).catch((error: unknown) => {
      // Being asked to stop is the usual end.
      if (!signal.aborted) throw error;
    });
    return { endpoint: session.services.endpoint, startedInMs: show.startedInMs, last: show.last, fed: feeds.fed() };
  } finally {
    ending.abort();
    host.progress('');
    await feeds?.close();
    await session.close();
  }
}

/** The services start while Flink plans. */
async function open(
  host: Host,
  { entry, port, dynamodb }: DevOrder,
): Promise<{ compiled: Compiled; session: DevSession; flink: EmbeddedFlink }> {
  let opening: Promise<DevSession> | null = null;
  let flink: Promise<EmbeddedFlink> | null = null;
  const planner = async (bundle: Bundle): ReturnType<EmbeddedFlink['plan']> => {
    opening ??= DevSession.open(bundle, {
      project: host.cwd,
      dynamodb,
      ...(port !== undefined && { port }),
      onProgress: (text) => host.progress(text),
      onProblem: (text) => host.say(text),
    });
    opening.catch(() => undefined);
    const embedded = await (flink ??= flinkFor(host));
    // A refusal of the services is known sooner than a plan, and planning would have been for nothing.
    return Promise.race([embedded.plan(bundle), opening.then(() => new Promise<never>(() => undefined))]);
  };
  try {
    const compiled = await compilePipeline(host, entry, planner);
    if (opening === null || flink === null) throw new Error('nothing was planned');
    const [session, embedded] = await Promise.all([opening as Promise<DevSession>, flink as Promise<EmbeddedFlink>]);
    return { compiled, session, flink: embedded };
  } catch (error) {
    await (opening as Promise<DevSession> | null)?.then((session) => session.close()).catch(() => undefined);
    throw error;
  }
}

/** What people and programs are told while it runs. */
class Show {
  last: Snapshot | null = null;
  startedInMs: number | null = null;
  private looks: Looks;
  private said = 0;
  private restarts = 0;

  constructor(
    private readonly host: Host,
    private readonly session: DevSession,
    private bundle: Bundle,
  ) {
    this.looks = new Looks(bundle.ledger);
  }

  /** Another version of the pipeline runs from now on. */
  turnTo(bundle: Bundle): void {
    this.bundle = bundle;
    this.looks = new Looks(bundle.ledger);
    this.restarts = 0;
  }

  running(job: string | null, milliseconds: number): void {
    const { host, session } = this;
    const { environment, endpoint, opensearch } = session.services;
    this.startedInMs ??= Math.round(milliseconds);
    host.event({
      event: 'running',
      job,
      endpoint,
      opensearch: opensearch?.url ?? null,
      environment,
      startedInMs: this.startedInMs,
    });
    host.say(
      `The job runs, ${(milliseconds / 1000).toFixed(1)} s after the start. For the AWS tools in another terminal:`,
    );
    host.print(
      `export ${Object.entries(environment)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ')}`,
    );
    host.say('Ctrl-C stops everything.');
  }

  look(event: Extract<RunEvent, { event: 'progress' }>): void {
    const { host, bundle } = this;
    const now = this.looks.add(event);
    this.last = now;
    this.sayRestart(now);
    if (host.interactive) host.screen(devView(bundle.pipeline, now, this.places()));
    const every = host.json ? EVENT_EVERY_MS : LINE_EVERY_MS;
    if (host.interactive || performance.now() - this.said < every) return;
    this.said = performance.now();
    host.event({ event: 'progress', ...now });
    host.say(devLine(bundle.pipeline, now));
  }

  private sayRestart({ restarts, failure }: Snapshot): void {
    if (restarts <= this.restarts || failure === null) return;
    this.restarts = restarts;
    const at = failedStage(this.bundle, failure.operator);
    const where = at === null ? '' : ` in '${at.stage}' (${at.origin.file}:${at.origin.line})`;
    this.host.event({ event: 'restarted', restarts, message: failure.message, stage: at?.stage ?? null });
    this.host.say(`The job failed${where} and goes on from its last checkpoint: ${failure.message}`);
  }

  private places(): { endpoint: string; opensearch: string | null; lake: string } {
    const { endpoint, opensearch, lake } = this.session.services;
    return { endpoint, opensearch: opensearch?.url ?? null, lake: relative(this.host.cwd, lake('.')) };
  }
}

/** Runs the job, and with `--watch` one version of the pipeline after the other. */
class DevRun {
  private job: string | null = null;
  private ran = false;

  constructor(
    private readonly host: Host,
    private readonly order: DevOrder,
    private readonly session: DevSession,
    private readonly flink: EmbeddedFlink,
    private readonly show: Show,
    private readonly onRunning: (job: string | null) => void,
  ) {}

  async untilEnded(first: Compiled, signal: AbortSignal): Promise<void> {
    let compiled = first;
    let savepoint: string | undefined;
    for (;;) {
      const running = this.run(compiled, signal, savepoint);
      if (!this.order.watch) return running;
      const next = await Promise.race([this.edited(signal), running.then(() => null)]);
      if (next === null) return running;
      this.host.say(
        'The pipeline has changed: the job stops with a savepoint, and the new version goes on from there.',
      );
      if (this.job === null) throw new Error('a job that runs has no id');
      savepoint = await this.session.stop(this.flink, this.job);
      await running;
      await this.session.add(next.bundle);
      this.show.turnTo(next.bundle);
      compiled = next;
    }
  }

  private async run({ bundle, plan }: Compiled, signal: AbortSignal, savepoint?: string): Promise<void> {
    const { parallelism } = this.order;
    const options = { signal, parallelism, ...(savepoint !== undefined && { savepoint }) };
    await this.session.run(this.flink, { bundle, plan }, (event) => this.hear(event), options);
  }

  private hear(event: RunEvent): void {
    if (event.event === 'started') this.job = event.job;
    if (event.event !== 'progress') return;
    if (!this.ran && event.status === 'RUNNING') {
      this.ran = true;
      this.onRunning(this.job);
    }
    this.show.look(event);
  }

  /** The next version that compiles; what is wrong with others is said. */
  private async edited(signal: AbortSignal): Promise<Compiled | null> {
    for (;;) {
      if (!(await untilChanged(this.host.cwd, signal))) return null;
      try {
        return await compilePipeline(this.host, this.order.entry, (bundle) => this.flink.plan(bundle));
      } catch (error) {
        const refused = diagnosticsOf(error);
        if (refused === null) throw error;
        this.host.diagnose(refused.diagnostics);
        this.host.say('The job goes on with the version before.');
      }
    }
  }
}
