/** Everything a JVM of ours is started from: Java, the class path, and the key that names this combination. */
import { delimiter, join } from 'node:path';
import { cacheSubfolder, shortHash } from './cache.js';
import { flinkClassPath, flinkKey } from './install-flink.js';
import { findJava, type Java } from './java.js';
import { OPENED, QUIET, TUNING } from './jvm-options.js';
import { ownJars } from './own-jars.js';
import { packageVersion } from './package-root.js';

export interface Home {
  readonly java: Java;
  readonly classPath: string;
  /** The folder of our own jars in the cache, by name. */
  readonly jars: string;
  /** One server and one class-data archive for each key. */
  readonly key: string;
  /** May not exist yet; the JVM then starts without it. */
  readonly archive: string;
  readonly log: string;
  readonly stateFile: string;
}

/** @param more jars besides Flink's and ours; with others it is another home */
export async function findHome(onProgress: (message: string) => void, more: readonly string[] = []): Promise<Home> {
  const [java, own] = await Promise.all([findJava(), ownJars()]);
  const flink = await flinkClassPath(onProgress);
  const classPath = [...own.paths, ...flink, ...more].join(delimiter);
  const key = shortHash(packageVersion(), own.hash, flinkKey(), java.build, classPath, ...OPENED, ...TUNING);
  return {
    java,
    classPath,
    jars: own.folder,
    key,
    archive: join(cacheSubfolder('archives'), `${key}.jsa`),
    log: join(cacheSubfolder('logs'), `${key}.log`),
    stateFile: join(cacheSubfolder('servers'), `${key}.json`),
  };
}

/** Arguments of `java` for a main class of the local jar. */
export const javaArguments = (home: Home, archive: string, properties: readonly string[], main: string): string[] => [
  ...OPENED,
  ...TUNING,
  ...QUIET,
  archive,
  `-Dpipectl.log=${home.log}`,
  ...properties,
  '-cp',
  home.classPath,
  main,
];
