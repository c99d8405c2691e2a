/** A real OpenSearch of one node, in a Java process of its own, on loopback only. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jarsInCache, type JarSet } from '../../install-flink.js';
import { startJvm } from '../jvm/start-jvm.js';
import { OPENSEARCH_JARS, OPENSEARCH_VERSION } from './jars.js';

const JARS: JarSet = {
  name: `opensearch-${OPENSEARCH_VERSION}`,
  title: `OpenSearch ${OPENSEARCH_VERSION}`,
  size: '52 MB',
  jars: OPENSEARCH_JARS,
};

export interface OpenSearch {
  readonly url: string;
  readonly pid: number;
  /** Settles when the process is gone, wanted or not. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

/** Its data is in the folder, and new each time. */
export async function startOpenSearch(folder: string, onProgress: (message: string) => void): Promise<OpenSearch> {
  const classPath = await jarsInCache(JARS, onProgress);
  const node = join(folder, 'node');
  await rm(node, { recursive: true, force: true });
  onProgress('Starting OpenSearch');
  const jvm = await startJvm({
    name: 'OpenSearch',
    main: 'dev.pipectl.local.services.OpenSearchMain',
    classPath,
    megabytes: 512,
    folder,
    arguments: [node],
  });
  return { url: `http://127.0.0.1:${jvm.port}`, pid: jvm.pid, gone: jvm.gone, close: () => jvm.close() };
}
