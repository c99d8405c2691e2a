/** Jest's globalSetup: one compile service for the run. It loads while Jest looks for tests. */
import { ADDRESS, startService } from './service.js';

const RUNNING = Symbol.for('pipectl.test-service');

export default function setup(): void {
  const service = startService();
  process.env[ADDRESS] = service.address;
  (globalThis as { [RUNNING]?: { stop(): void } })[RUNNING] = service;
}

/** Jest's globalTeardown calls this; it is another module instance, hence the global. */
export function teardown(): void {
  (globalThis as { [RUNNING]?: { stop(): void } })[RUNNING]?.stop();
}
