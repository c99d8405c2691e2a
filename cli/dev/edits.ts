/** What becomes of a pipeline while `pipectl dev` runs: each edit that compiles, with all that it touches made. */
import type { Compiled } from '../../compiler/compile.js';
import type { Planner } from '../../compiler/plan/planner.js';
import type { DevSession } from '../../local/dev/dev-session.js';
import { compilePipeline } from '../compile-pipeline.js';
import type { Host } from '../host.js';
import { diagnosticsOf } from '../refusal.js';
import { untilChanged } from '../watch-files.js';

export class Edits {
  constructor(
    private readonly host: Host,
    private readonly entry: string,
    private readonly session: DevSession,
    private readonly planner: Planner | null,
    /** Settles with the next edit; from before the first compile on, so that none is missed. */
    private changed: Promise<boolean>,
    /** What is said of an edit that does not compile, below what is wrong with it. */
    private readonly instead: string,
  ) {}

  /** Null when it was told to stop. */
  async next(signal: AbortSignal): Promise<Compiled | null> {
    for (;;) {
      if (!(await this.changed)) return null;
      this.changed = untilChanged(this.host.cwd, signal);
      try {
        const next = await compilePipeline(this.host, this.entry, this.planner);
        await this.session.add(next.bundle);
        return next;
      } catch (error) {
        const refused = diagnosticsOf(error);
        if (refused === null) throw error;
        this.host.event({ event: 'refused', codes: refused.diagnostics.map(({ code }) => code) });
        this.host.diagnose(refused.diagnostics);
        this.host.say(this.instead);
      }
    }
  }
}
