/** The task that a record says has failed, out of the sentence that Flink writes about every change of a task's state. */

export interface FailedTask {
  /** As Flink puts it together from the names of its operators. */
  readonly name: string;
  /** From 1, and of how many. */
  readonly subtask: number;
  readonly of: number;
  /** From 0; how often it had been started before. */
  readonly attempt: number;
  /** The vertex of the job graph, whose id is the hash of its first operator's uid; null where it is not said. */
  readonly vertex: string | null;
}

/** `<name> (1/2)#0 (<id>) switched from RUNNING to FAILED`, of a TaskManager; a JobManager says no `#0`. */
const SENTENCE = /^(.+) \((\d+)\/(\d+)\)(?:#(\d+))? \(([^)]*)\) switched from \w+ to FAILED/s;
/** Of an execution: the job graph's, the vertex's, the subtask from 0, the attempt. */
const EXECUTION = /^[0-9a-f]{32}_([0-9a-f]{32})_\d+_(\d+)$/;

export function failedTask(message: string): FailedTask | null {
  const [, name, subtask, of, attempt, id = ''] = SENTENCE.exec(message) ?? [];
  if (name === undefined) return null;
  const [, vertex = null, last] = EXECUTION.exec(id) ?? [];
  return { name, subtask: Number(subtask), of: Number(of), attempt: Number(attempt ?? last ?? 0), vertex };
}
