/** The `config.yaml` of a cluster on this machine: everything on loopback, small, quick to notice a dead process. */

export interface ClusterShape {
  readonly restPort: number;
  readonly rpcPort: number;
  readonly slotsPerTaskManager: number;
  readonly parallelism: number;
  readonly checkpointEveryMs: number;
  readonly folders: { readonly checkpoints: string; readonly savepoints: string; readonly scratch: string };
  /** On top of everything else. */
  readonly settings: Readonly<Record<string, string>>;
}

export const LOOPBACK = '127.0.0.1';

/** Megabytes of a TaskManager; together about 1 GB at most. */
export const MEMORY = {
  taskHeap: 448,
  frameworkHeap: 64,
  frameworkOffHeap: 64,
  network: 64,
  /** RocksDB's. */
  managed: 128,
  metaspace: 192,
  overhead: 128,
} as const;

/** After which a process that says nothing is taken for lost. */
export const HEARTBEAT_TIMEOUT_MS = 15_000;

/** Written as JSON text, which is YAML too: no value can break out of its line. */
export function flinkConfig(shape: ClusterShape): string {
  return Object.entries({ ...settingsOf(shape), ...shape.settings })
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

function settingsOf(shape: ClusterShape): Record<string, string> {
  const { folders } = shape;
  return {
    'jobmanager.rpc.address': LOOPBACK,
    'jobmanager.rpc.port': String(shape.rpcPort),
    'jobmanager.bind-host': LOOPBACK,
    'taskmanager.host': LOOPBACK,
    'taskmanager.bind-host': LOOPBACK,
    'rest.address': LOOPBACK,
    'rest.bind-address': LOOPBACK,
    'rest.port': String(shape.restPort),
    'rest.bind-port': String(shape.restPort),
    'web.submit.enable': 'false',
    // How old the state of the job may be that is told.
    'web.refresh-interval': '300',
    'io.tmp.dirs': folders.scratch,
    'parallelism.default': String(shape.parallelism),
    'taskmanager.numberOfTaskSlots': String(shape.slotsPerTaskManager),
    ...memory(),
    // As the managed service has it: exactly once, RocksDB, incremental.
    'state.backend.type': 'rocksdb',
    'execution.checkpointing.interval': `${shape.checkpointEveryMs} ms`,
    'execution.checkpointing.min-pause': `${Math.min(5_000, Math.floor(shape.checkpointEveryMs / 2))} ms`,
    'execution.checkpointing.incremental': 'true',
    'execution.checkpointing.dir': fileUrl(folders.checkpoints),
    'execution.checkpointing.savepoint-dir': fileUrl(folders.savepoints),
    // What a killed JobManager is started from again. One more than the newest, in case it was being written.
    'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION',
    'execution.checkpointing.num-retained': '2',
    'restart-strategy.type': 'fixed-delay',
    'restart-strategy.fixed-delay.attempts': String(2 ** 31 - 1),
    'restart-strategy.fixed-delay.delay': '1 s',
    // How a job ended can be asked for; the process is ended by whoever started it.
    'execution.shutdown-on-application-finish': 'false',
    // By default a lost process is noticed after 50 s, and found again up to 20 s after it is back. One whose port is closed is
    // noticed by the second heartbeat; one that only says nothing may be waiting for a processor.
    'heartbeat.interval': '1000',
    'heartbeat.timeout': String(HEARTBEAT_TIMEOUT_MS),
    'taskmanager.slot.timeout': '2 s',
    'cluster.registration.error-delay': '1000',
    // A counter that is asked for is at most this old.
    'metrics.fetcher.update-interval': '400',
  };
}

/** A TaskManager that is not started by Flink's scripts must be told each of these. */
const memory = (): Record<string, string> => ({
  'taskmanager.cpu.cores': '1.0',
  'taskmanager.memory.task.heap.size': `${MEMORY.taskHeap}m`,
  'taskmanager.memory.task.off-heap.size': '0m',
  'taskmanager.memory.framework.heap.size': `${MEMORY.frameworkHeap}m`,
  'taskmanager.memory.framework.off-heap.size': `${MEMORY.frameworkOffHeap}m`,
  'taskmanager.memory.network.min': `${MEMORY.network}m`,
  'taskmanager.memory.network.max': `${MEMORY.network}m`,
  'taskmanager.memory.managed.size': `${MEMORY.managed}m`,
  'taskmanager.memory.jvm-metaspace.size': `${MEMORY.metaspace}m`,
  'taskmanager.memory.jvm-overhead.min': `${MEMORY.overhead}m`,
  'taskmanager.memory.jvm-overhead.max': `${MEMORY.overhead}m`,
});

const fileUrl = (path: string): string => `file://${path}`;
