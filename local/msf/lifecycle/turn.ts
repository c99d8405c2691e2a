/** Carries out an accepted operation: after the answer, until it succeeds, fails, or something else takes its place. */
import { end, type Application, type Operation } from '../application.js';
import type { Control } from '../control.js';
import { reasonOf } from '../run/reason-of.js';

/** The operation no longer matters: the application was force stopped, rolled back or deleted, or the service closes. */
class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Ends the work when something else has taken its place; called after whatever takes time. */
export type Still = () => void;

export interface Work {
  readonly operation: Operation;
  run(still: Still): Promise<void>;
  /** Brings the application into a stated condition; gives the operation that mends it, if one does. */
  failed(still: Still): Promise<Operation | null>;
}

export function carryOut(control: Control, application: Application, { operation, run, failed }: Work): void {
  const { turn } = application;
  const still: Still = () => {
    if (application.turn !== turn || control.isClosed()) throw new Superseded();
  };
  control.background(async () => {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  });

  async function attempt(): Promise<void> {
    try {
      await control.faults.meet(operation.name);
      still();
      await run(still);
    } catch (error) {
      if (error instanceof Superseded) throw error;
      still();
      const mending = await failed(still);
      const failure = { error: reasonOf(error), rollbackOperationId: mending?.id ?? null };
      end(operation, 'FAILED', control.now(), failure);
      return;
    }
    end(operation, 'SUCCESSFUL', control.now());
  }
}
