/** Makes the local S3 fail as the real one may, for tests: methods, called in process. */
import type { AwsError } from '../front/aws-error.js';
import { accessDenied, slowDown } from './errors.js';
import type { S3Action } from './actions.js';

export class S3Faults {
  private readonly denied = new Set<S3Action>();
  private throttled = 0;

  /** The caller's role lacks the permission, until `clear`. */
  deny(action: S3Action): void {
    this.denied.add(action);
  }

  /** The next requests are answered with SlowDown. */
  throttle(requests: number): void {
    this.throttled = requests;
  }

  clear(): void {
    this.denied.clear();
    this.throttled = 0;
  }

  /** What the request fails with, if it does. */
  next(action: S3Action): AwsError | null {
    if (this.denied.has(action)) return accessDenied();
    if (this.throttled === 0) return null;
    this.throttled--;
    return slowDown();
  }
}
