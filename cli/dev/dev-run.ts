/** Runs the job of `pipectl dev`, and with `--watch` one version of the pipeline after the other. */
import type { Compiled } from '../../compiler/compile.js';
import type { DevSession } from '../../local/dev/dev-session.js';
import type { EmbeddedFlink, RunEvent } from '../../local/flink.js';
import { compilePipeline } from '../compile-pipeline.js';
import type { Host } from '../host.js';
import { diagnosticsOf } from '../refusal.js';
import { untilChanged } from '../watch-files.js';
import type { DevOrder } from './run-dev.js';
import type { Show } from './show.js';

export class DevRun {
  private job: string | null = null;
  private ran = false;

  constructor(
    private readonly host: Host,
    private readonly order: DevOrder,
    private readonly session: DevSession,
    private readonly flink: EmbeddedFlink,
    private readonly show: Show,
    private readonly onRunning: (job: string | null) => void,
    /** Settles with the next edit; from before the first compile on, so that none is missed. */
    private changed: Promise<boolean>,
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

  /** The next version that compiles, with all that it touches made; what is wrong with others is said. */
  private async edited(signal: AbortSignal): Promise<Compiled | null> {
    for (;;) {
      if (!(await this.changed)) return null;
      this.changed = untilChanged(this.host.cwd, signal);
      try {
        const next = await compilePipeline(this.host, this.order.entry, (bundle) => this.flink.plan(bundle));
        await this.session.add(next.bundle);
        return next;
      } catch (error) {
        const refused = diagnosticsOf(error);
        if (refused === null) throw error;
        this.host.event({ event: 'refused', codes: refused.diagnostics.map(({ code }) => code) });
        this.host.diagnose(refused.diagnostics);
        this.host.say('The job goes on with the version before.');
      }
    }
  }
}
