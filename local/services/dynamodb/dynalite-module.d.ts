/** dynalite has no types of its own: what is used of it. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export interface DynaliteOptions {
    /** How long a table is being created. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** A server that listens nowhere yet; without a path its tables are in memory. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
