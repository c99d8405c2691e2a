/** Where the author wrote a stage or an output, by the statements that it became. */
import type { Bundle, Origin } from '../../compiler/ir/bundle.js';

export function originsOf({ statements }: Bundle): (stage: string) => Origin | null {
  const byName = new Map(statements.map(({ name, origin }) => [name, origin]));
  return (stage) => byName.get(`source.${stage}`) ?? byName.get(stage) ?? byName.get(`sink.${stage}`) ?? null;
}
