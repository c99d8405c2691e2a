/** What the DSL throws when an argument cannot be meant; the compiler shows it at the call. */
export class DslError extends Error {
  override readonly name = 'DslError';

  /**
   * @param message What is wrong, with the author's values.
   * @param hint The edit to make.
   */
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
