/** PC7…: the embedded Flink and what it needs of the machine. */
import { local } from '../../../compiler/diagnostics/catalog/local.js';
import { prose, sh, type Examples } from './example.js';

const LOG = 'flink.log';

export const embeddedFlink: Examples<keyof typeof local> = {
  javaMissing: {
    params: { home: '/opt/java' },
    wrong: sh('JAVA_HOME=/opt/java pipectl compile'),
    right: sh('JAVA_HOME=/opt/java/jdk-17 pipectl compile'),
  },
  javaTooOld: {
    params: { java: '/opt/java/jdk-11/bin/java', version: '11.0.22' },
    wrong: sh('JAVA_HOME=/opt/java/jdk-11 pipectl compile'),
    right: sh('JAVA_HOME=/opt/java/jdk-17 pipectl compile'),
  },
  mavenMissing: {
    params: { title: 'Flink 2.2.0', size: '100 MB' },
    wrong: prose('The first compile on a machine without Maven.'),
    right: sh('mvn -version\npipectl doctor --fix'),
  },
  jarsNotFetched: {
    params: { title: 'OpenSearch 2.19.1.0', reason: 'the repository can not be reached', log: 'maven.log' },
    wrong: prose('The first use on a machine without a network, or without the mirror that its network asks for.'),
    right: sh('pipectl doctor --fix'),
  },
  jarDiffers: {
    params: { title: 'Flink 2.2.0', jar: 'flink-runtime-2.2.0.jar' },
    wrong: prose('A jar in the local Maven repository that was cut off or replaced.'),
    right: sh('rm flink-runtime-2.2.0.jar\npipectl doctor --fix'),
  },
  ownJarsMissing: {
    params: { jar: 'jars/pipectl-runtime.jar' },
    wrong: sh('npm ci\nnpx pipectl compile'),
    right: sh('npm run build\nnpx pipectl compile'),
  },
  portNotFree: {
    params: { port: 8080, reason: 'taken' },
    wrong: sh('pipectl dev title-popularity --port 8080'),
    right: sh('pipectl dev title-popularity'),
  },
  devFolderUnusable: {
    params: { folder: '.pipectl/dev/title-popularity', reason: 'EACCES' },
    wrong: sh('sudo pipectl dev title-popularity\npipectl dev title-popularity'),
    right: sh('sudo chown -R $USER .pipectl\npipectl dev title-popularity'),
  },
  serviceNotStarted: {
    params: { name: 'OpenSearch', reason: 'it ended (1)', log: 'jvm.log' },
    wrong: prose('`pipectl dev` of a pipeline with an index, on a machine with too little free memory.'),
    right: prose('1 GB of free memory beside that of the embedded Flink.'),
  },
  cacheUnusable: {
    params: { folder: '/var/cache/pipectl', reason: 'permission denied' },
    wrong: sh('PIPECTL_CACHE=/var/cache/pipectl pipectl compile'),
    right: sh('PIPECTL_CACHE=$HOME/.cache/pipectl pipectl compile'),
  },
  flinkNotStarted: {
    params: { reason: 'it ended with code 1', log: LOG },
    wrong: prose('A machine or container with too little free memory for a Java process of 1 GB heap.'),
    right: prose('1.5 GB of free memory.'),
  },
  flinkLost: {
    params: { doing: 'running', log: LOG },
    wrong: prose('The Java process of the embedded Flink is killed while a command waits for it.'),
    right: prose('The same command again; it starts a new process.'),
  },
  clusterNotStarted: {
    params: {
      reason: "The property 'playbck' is set, and the pipeline has no placeholder of that name.",
      log: 'jobmanager-1.log',
    },
    wrong: prose('A job with a runtime property that its bundle does not know.'),
    right: prose('The same job with properties that are placeholders of its bundle only.'),
  },
};
