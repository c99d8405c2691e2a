/** Codes PC7…: the embedded Flink could not be had, or was lost. */
import { define } from '../define.js';

/** What is fetched through Maven when it is first needed: 'Flink 2.2.0', 'OpenSearch 2.19.1.0'. */
export interface Fetched {
  readonly title: string;
}

export const local = {
  javaMissing: define<{ home: string | null }>('PC7001', 'error', ({ home }) => ({
    message: home === null ? 'no java is on the PATH' : `JAVA_HOME is '${home}', which holds no bin/java`,
    cause: 'Plans are checked and run by Flink itself, which needs Java 17 or later.',
    hint: 'install a JDK or JRE, 17 or later, or set JAVA_HOME to one',
  })),
  javaTooOld: define<{ java: string; version: string }>('PC7002', 'error', ({ java, version }) => ({
    message: `'${java}' is Java ${version}`,
    cause: 'Plans are checked and run by Flink itself, which needs Java 17 or later.',
    hint: 'install Java 17 or later, or set JAVA_HOME to one',
  })),
  mavenMissing: define<Fetched & { size: string }>('PC7003', 'error', ({ title, size }) => ({
    message: `${title} is not in the cache yet, and no mvn is on the PATH to fetch it`,
    cause: `Its jars (about ${size}) are not part of pipectl; they come through Maven on first use.`,
    hint: 'install Maven 3.6 or later and run the command again',
  })),
  jarsNotFetched: define<Fetched & { reason: string; log: string }>('PC7004', 'error', ({ title, reason, log }) => ({
    message: `${title} could not be fetched: ${reason}`,
    cause: 'Its jars come through Maven on first use; what Maven said is in the log.',
    hint: `read ${log}, then run the command again`,
  })),
  jarDiffers: define<Fetched & { jar: string }>('PC7005', 'error', ({ title, jar }) => ({
    message: `'${jar}' of ${title} is not the file it should be`,
    cause: 'Its checksum differs from the one this version of pipectl was made with, so it is not used.',
    hint: `delete ${jar} from the local Maven repository and run the command again`,
  })),
  ownJarsMissing: define<{ jar: string }>('PC7006', 'error', ({ jar }) => ({
    message: `'${jar}' is missing`,
    cause: "pipectl's own jars hold the connectors and functions that a pipeline's SQL uses.",
    hint: 'run  npm run build  in a clone of pipectl, or install the package again',
  })),
  portNotFree: define<{ port: number; reason: 'taken' | 'forbidden' }>('PC7031', 'error', ({ port, reason }) => ({
    message:
      reason === 'taken'
        ? `the port ${port} is in use by another process`
        : `the port ${port} may not be used by this user`,
    cause: 'All local AWS services answer at one port of 127.0.0.1.',
    hint: `leave --port out, which takes a free one, or name another:  --port ${port < 1024 ? 4566 : port + 1}`,
  })),
  devFolderUnusable: define<{ folder: string; reason: string }>('PC7032', 'error', ({ folder, reason }) => ({
    message: `the folder '${folder}' can not be written: ${reason}`,
    cause: 'pipectl dev keeps the lake, the indexes and the checkpoints of a pipeline there.',
    hint: reason === 'ENOSPC' ? 'make room on the disk' : 'make it writable for this user',
  })),
  serviceNotStarted: define<{ name: string; reason: string; log: string }>(
    'PC7030',
    'error',
    ({ name, reason, log }) => ({
      message: `the local ${name} did not start: ${reason}`,
      cause: 'It is a Java process of its own beside pipectl dev, and listens on this machine only.',
      hint: `read ${log}; check that 1 GB of memory is free`,
    }),
  ),
  cacheUnusable: define<{ folder: string; reason: string }>('PC7007', 'error', ({ folder, reason }) => ({
    message: `the cache '${folder}' can not be written: ${reason}`,
    cause: "Flink's jars and the address of the embedded Flink are kept there.",
    hint: 'set PIPECTL_CACHE to a folder that can be written',
  })),
  flinkNotStarted: define<{ reason: string; log: string }>('PC7008', 'error', ({ reason, log }) => ({
    message: `the embedded Flink did not start: ${reason}`,
    cause: 'It is a Java process of its own that plans and runs for every command.',
    hint: `read ${log}; check that 1.5 GB of memory is free`,
  })),
  flinkLost: define<{ doing: string; log: string }>('PC7009', 'error', ({ doing, log }) => ({
    message: `the embedded Flink went away while ${doing}`,
    cause: 'Its process was killed, ran out of memory or was stopped from outside.',
    hint: `run the command again, which starts a new one; its last words are in ${log}`,
  })),
  clusterNotStarted: define<{ reason: string; log: string }>('PC7040', 'error', ({ reason, log }) => ({
    message: `the job did not start on the local cluster: ${reason}`,
    cause:
      'A JobManager and its TaskManagers are Java processes of their own; the job runs from its packaged jar there.',
    hint: `mend what it says; the whole story is in ${log}`,
  })),
} as const;
