/** Runs the job of `pipectl dev`, and with `--watch` one version of the pipeline after the other. */
import type { Compiled } from '../../compiler/compile.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { DevSession } from '../../local/dev/dev-session.js';
import type { EmbeddedFlink, RunEvent } from '../../local/flink.js';
import type { Host } from '../host.js';
import { Edits } from './edits.js';
import type { DevOrder } from './run-dev.js';
import type { Show } from './show.js';

export class DevRun {
  private job: string | null = null;
  private ran = false;
  private readonly edits: Edits;

  constructor(
    private readonly host: Host,
    private readonly order: DevOrder,
    private readonly session: DevSession,
    private readonly flink: EmbeddedFlink,
    private readonly show: Show,
    private readonly onRunning: (job: string | null) => void,
    changed: Promise<boolean>,
  ) {
    const planner = (bundle: Bundle): ReturnType<EmbeddedFlink['plan']> => flink.plan(bundle);
    this.edits = new Edits(host, order.entry, session, planner, changed, 'The job goes on with the version before.');
  }

  async untilEnded(first: Compiled, signal: AbortSignal): Promise<void> {
    let compiled = first;
    let savepoint: string | undefined;
    for (;;) {
      const running = this.run(compiled, signal, savepoint);
      if (!this.order.watch) return running;
      const next = await Promise.race([this.edits.next(signal), running.then(() => null)]);
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
}
