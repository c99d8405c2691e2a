/** A place in the author's source. Survives from the first phase to a planner error. */
export interface Span {
  /** Path of the file, absolute inside the compiler; made relative by whoever prints or writes it. */
  readonly file: string;
  /** Offsets in UTF-16 units of the original text, end exclusive. */
  readonly start: number;
  readonly end: number;
}
