/**
 * The embedded Flink, as the rest of pipectl sees it: plan a bundle, run it, stop it with a savepoint.
 *
 * One JVM per user and version of pipectl does this for every command. It starts on demand, is joined when it runs,
 * and stops by itself when nobody has asked for anything for a while.
 */
import { archiveInBackground } from './class-data.js';
import { FlinkClient } from './flink-client.js';
import type { EmbeddedFlink } from './flink.js';
import { findHome } from './home.js';
import { findOrStart } from './server.js';

export type * from './flink.js';

export interface EmbeddedFlinkOptions {
  /** Told in plain sentences when something takes long: the first download, above all. */
  onProgress?(message: string): void;
  /** After how long without a request the JVM stops; default 15. Only when this call starts it. */
  idleMinutes?: number;
  /** Make the archive that halves the start of later JVMs, in the background; default true. */
  archive?: boolean;
  /** Paths of jars besides Flink's and ours; it is another JVM than the one without them. */
  jars?: readonly string[];
}

/**
 * Joins the running embedded Flink or starts it. Throws `Refused`, with a diagnostic, when Java, Maven or memory is
 * missing.
 *
 * @example
 * const flink = await embeddedFlink({ onProgress: console.error });
 * const answer = await flink.plan(bundle);
 */
export async function embeddedFlink(options: EmbeddedFlinkOptions = {}): Promise<EmbeddedFlink> {
  const { onProgress = () => undefined, idleMinutes = 15, archive = true, jars = [] } = options;
  const home = await findHome(onProgress, jars);
  const connect = async () => {
    const { server, started } = await findOrStart(home, idleMinutes);
    if (started && archive) archiveInBackground(home);
    return server;
  };
  return new FlinkClient(await connect(), connect, home.log);
}
