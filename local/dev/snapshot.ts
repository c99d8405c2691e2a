/** What a job does just now, stage by stage: made from two looks at its counters. */
import type { Bundle, LedgerStage } from '../../compiler/ir/bundle.js';
import { windowsWaitFor, type SilentShards } from '../../compiler/ir/silent-shards.js';
import type { JobFailure, RunProgress } from '../flink.js';

export interface StageNow {
  readonly stage: string;
  readonly kind: LedgerStage['kind'];
  /** Records since the start. */
  readonly in: number;
  readonly out: number;
  /** Records a second, of late. */
  readonly inRate: number;
  readonly outRate: number;
  /** Epoch milliseconds; null before the first. */
  readonly watermark: number | null;
  /** How far behind the end of its stream, in milliseconds; null for what reads no stream. */
  readonly lagMs: number | null;
  /** What windows wait for in vain; null when they do not. */
  readonly waitsFor: SilentShards | null;
}

export interface Snapshot {
  readonly status: string;
  readonly elapsedMs: number;
  readonly stages: readonly StageNow[];
  /** Dead letters by reason. */
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly checkpoints: RunProgress['checkpoints'];
  /** Milliseconds since the last completed checkpoint; null before the first. */
  readonly checkpointAgeMs: number | null;
  readonly restarts: number;
  readonly failure: JobFailure | null;
}

/** The terms of what comes in and of what is passed on; the first that a stage counts. */
const IN = ['read', 'in'];
const OUT = ['accepted', 'out', 'counted', 'written'];
const LETTERS: readonly (readonly [reason: string, kinds: readonly LedgerStage['kind'][]])[] = [
  ['undecodable', ['source']],
  ['invalid', ['source']],
  ['late', ['window']],
  ['rejected', ['output']],
];
/** Rates are over this long: shorter ones jump, longer ones lag. */
const SPAN_MS = 3_000;

export class Looks {
  private history: RunProgress[] = [];
  private completed = 0;
  private completedAt: number | null = null;

  constructor(private readonly ledger: Bundle['ledger']) {}

  /** The state as of this look. */
  add(look: RunProgress): Snapshot {
    const { elapsedMs, counters, watermarks, lagMs, shards, checkpoints } = look;
    this.history = [...this.history.filter((each) => elapsedMs - each.elapsedMs <= SPAN_MS), look];
    if (checkpoints.completed > this.completed) this.completedAt = elapsedMs;
    this.completed = checkpoints.completed;
    const before = this.history[0] ?? look;
    const seconds = (elapsedMs - before.elapsedMs) / 1000;
    const rate = (now: number, then: number): number => (seconds <= 0 ? 0 : Math.max(0, (now - then) / seconds));
    const stages = this.ledger.map(({ stage, kind }): StageNow => {
      const [now, then] = [counters[stage] ?? {}, before.counters[stage] ?? {}];
      const [come, gone] = [termOf(IN, now), termOf(OUT, now)];
      return {
        stage,
        kind,
        in: come === null ? 0 : (now[come] ?? 0),
        out: gone === null ? 0 : (now[gone] ?? 0),
        inRate: come === null ? 0 : rate(now[come] ?? 0, then[come] ?? 0),
        outRate: gone === null ? 0 : rate(now[gone] ?? 0, then[gone] ?? 0),
        watermark: watermarks[stage] ?? null,
        lagMs: lagMs[stage] ?? null,
        waitsFor: windowsWaitFor(silentOf(shards[stage]), this.ledger),
      };
    });
    return {
      status: look.status,
      elapsedMs,
      stages,
      deadLetters: this.letters(look),
      checkpoints,
      checkpointAgeMs: this.completedAt === null ? null : elapsedMs - this.completedAt,
      restarts: look.restarts,
      failure: look.failure ?? null,
    };
  }

  private letters({ counters }: RunProgress): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const [reason, kinds] of LETTERS) {
      for (const { stage, kind } of this.ledger) {
        const count = kinds.includes(kind) ? (counters[stage]?.[reason] ?? 0) : 0;
        if (count > 0) sums[reason] = (sums[reason] ?? 0) + count;
      }
    }
    return sums;
  }
}

const silentOf = ({ shards = 0, silentShards = 0 }: RunProgress['shards'][string] = {}): SilentShards => ({
  silent: silentShards,
  of: shards,
});

const termOf = (terms: readonly string[], counts: Readonly<Record<string, number>>): string | null =>
  terms.find((term) => counts[term] !== undefined) ?? null;
