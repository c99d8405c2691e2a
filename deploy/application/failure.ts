/** How a deploy ends early for a reason that the user can mend. */
import type { Operation } from './operation.js';

export type Failure =
  /** Something else has changed the application since it was looked at. */
  | { readonly kind: 'world moved'; readonly moved: string }
  /** It is in the middle of something that does not end. */
  | { readonly kind: 'busy'; readonly status: string; readonly seconds: number; readonly operation: string | null }
  | { readonly kind: 'operation failed'; readonly operation: Operation }
  | { readonly kind: 'operation endless'; readonly operation: string; readonly seconds: number }
  | { readonly kind: 'snapshot failed'; readonly name: string; readonly reason: string }
  | { readonly kind: 'jar differs'; readonly place: string }
  /** The service has refused what it was to run. */
  | { readonly kind: 'jar gone'; readonly place: string };

export class DeployFailure extends Error {
  override readonly name = 'DeployFailure';

  constructor(readonly failure: Failure) {
    super(JSON.stringify(failure));
  }
}
