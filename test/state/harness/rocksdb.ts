/** The embedded Flink, but with the state backend of the managed service. */
import { clusterJars } from '../../../local/cluster/cluster-home.js';
import { embeddedFlink, type EmbeddedFlink } from '../../../local/embedded-flink.js';

export async function flinkOnRocksDb(): Promise<EmbeddedFlink> {
  const jars = await clusterJars(console.error);
  const flink = await embeddedFlink({ jars, archive: false, idleMinutes: 2 });
  return {
    plan: (bundle) => flink.plan(bundle),
    run: ({ settings, ...request }, onEvent, signal) =>
      flink.run({ ...request, settings: { ...settings, 'state.backend.type': 'rocksdb' } }, onEvent, signal),
    stop: (job, directory) => flink.stop(job, directory),
    contents: (savepoint) => flink.contents(savepoint),
    shutdown: () => flink.shutdown(),
  };
}
