/** What `java` is started with for a JobManager and for a TaskManager. */
import { pathToFileURL } from 'node:url';
import { OPENED } from '../jvm-options.js';
import { MEMORY } from './flink-config.js';

export interface JvmPlace {
  readonly classPath: string;
  readonly configFolder: string;
  readonly logConfig: string;
  readonly log: string;
  readonly scratch: string;
}

export interface Application {
  /** The packaged jar. */
  readonly jar: string;
  readonly mainClass: string;
  /** Of the main class. */
  readonly arguments: readonly string[];
  /** 32 hexadecimal digits. */
  readonly jobId: string;
  /** A savepoint or retained checkpoint to start from. */
  readonly restore: Restore | null;
}

export interface Restore {
  readonly path: string;
  /** The state of operators that are no longer there is left behind. */
  readonly allowNonRestoredState?: boolean;
}

const JOB_MANAGER = 'org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint';
const TASK_MANAGER = 'org.apache.flink.runtime.taskexecutor.TaskManagerRunner';
/** Runs the class behind it, until standard input ends. */
const FOLLOWED = 'dev.pipectl.local.services.Followed';

export const jobManagerArguments = (place: JvmPlace, application: Application): string[] => [
  ...common(place),
  // It plans once and then only coordinates: the second compiler would cost more than it brings.
  '-XX:TieredStopAtLevel=1',
  '-Xms96m',
  '-Xmx400m',
  '-XX:MaxMetaspaceSize=256m',
  ...program(place, JOB_MANAGER),
  // It takes as many as follow, so another option must come behind it.
  '--jars',
  // As a deployed jar: sent to the TaskManagers, and loaded by a class loader of its own, child first.
  pathToFileURL(application.jar).href.replace(/^file:/, 'local:'),
  ...restoreArguments(application.restore),
  '--job-id',
  application.jobId,
  '--job-classname',
  application.mainClass,
  ...application.arguments,
];

export const taskManagerArguments = (place: JvmPlace): string[] => [
  ...common(place),
  '-Xms192m',
  `-Xmx${MEMORY.taskHeap + MEMORY.frameworkHeap}m`,
  `-XX:MaxDirectMemorySize=${MEMORY.frameworkOffHeap + MEMORY.network}m`,
  `-XX:MaxMetaspaceSize=${MEMORY.metaspace}m`,
  ...program(place, TASK_MANAGER),
];

const common = ({ log, logConfig, scratch }: JvmPlace): string[] => [
  ...OPENED,
  '-XX:+UseSerialGC',
  `-Dpipectl.log=${log}`,
  `-Dlog4j2.configurationFile=${pathToFileURL(logConfig).href}`,
  `-Djava.io.tmpdir=${scratch}`,
  '-Djava.net.preferIPv4Stack=true',
];

const program = ({ classPath, configFolder }: JvmPlace, main: string): string[] => [
  '-cp',
  classPath,
  FOLLOWED,
  main,
  '--configDir',
  configFolder,
];

function restoreArguments(restore: Restore | null): string[] {
  if (restore === null) return [];
  return [
    '--fromSavepoint',
    restore.path,
    ...(restore.allowNonRestoredState === true ? ['--allowNonRestoredState'] : []),
  ];
}
