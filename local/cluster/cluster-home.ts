/**
 * What every process of a cluster is started from: Java and the class path. The jar that is deployed is not on it: Flink loads
 * that. Our local jar is, for it sees to it that no process outlives us.
 */
import { delimiter } from 'node:path';
import { FLINK_VERSION } from '../flink-jars.js';
import { flinkClassPath, jarsInCache, type JarSet } from '../install-flink.js';
import { findJava } from '../java.js';
import { ownJars } from '../own-jars.js';
import { CLUSTER_JARS } from './cluster-jars.js';

export interface ClusterHome {
  readonly java: string;
  readonly classPath: string;
}

const CLUSTER: JarSet = {
  name: `flink-cluster-${FLINK_VERSION}`,
  title: `Flink's RocksDB and its entry point`,
  size: '55 MB',
  jars: CLUSTER_JARS,
};

/** Also what the embedded Flink needs to keep state in RocksDB. */
export const clusterJars = (onProgress: (message: string) => void): Promise<string[]> =>
  jarsInCache(CLUSTER, onProgress);

export async function clusterHome(onProgress: (message: string) => void): Promise<ClusterHome> {
  const [java, flink, own] = await Promise.all([findJava(), flinkClassPath(onProgress), ownJars()]);
  const more = await clusterJars(onProgress);
  return { java: java.path, classPath: [...more, ...flink, own.paths[0]].join(delimiter) };
}
