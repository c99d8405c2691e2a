/** What a look at everything around an application finds before a deploy begins. */
export type Problem =
  | { readonly kind: 'role missing'; readonly role: string }
  /** The service may not take it on. */
  | { readonly kind: 'role not trusting'; readonly role: string }
  | {
      readonly kind: 'permission missing';
      readonly role: string;
      readonly actions: readonly string[];
      readonly resource: string;
      /** What the job needs it for. */
      readonly use: string;
    }
  | { readonly kind: 'bucket missing'; readonly bucket: string }
  /** `resource` is for people: `the stream 'playback'`. */
  | { readonly kind: 'resource missing'; readonly action: string; readonly resource: string }
  | { readonly kind: 'resource not ready'; readonly resource: string; readonly status: string }
  | { readonly kind: 'table key differs'; readonly table: string; readonly expected: string; readonly actual: string }
  /** A placeholder without a value. */
  | { readonly kind: 'name unbound'; readonly name: string }
  | { readonly kind: 'over limit'; readonly what: string; readonly value: string; readonly limit: string };

/** Something that could not be looked at, which is no reason to stop. */
export interface Unchecked {
  readonly what: string;
  readonly why: string;
}

export interface Findings {
  readonly problems: readonly Problem[];
  readonly unchecked: readonly Unchecked[];
}

export const NOTHING: Findings = { problems: [], unchecked: [] };

export const found = (...problems: readonly Problem[]): Findings => ({ problems, unchecked: [] });

export const joined = (all: readonly Findings[]): Findings => ({
  problems: all.flatMap(({ problems }) => problems),
  unchecked: all.flatMap(({ unchecked }) => unchecked),
});
