/**
 * The query of dynamic partitioning, the part of JQ 1.6 that names keys: `{kind, day: .at[0:10], "title id": .title.id}`.
 * Anything else of JQ is refused when the stream is made, with the place: a query that is half understood would put rows
 * into wrong partitions.
 */
import { invalidArgument } from './errors.js';

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined };

export interface Query {
  readonly keys: readonly string[];
  /** Throws with a sentence when the query does not fit the document. */
  evaluate(document: unknown): Record<string, string>;
}

export function parseQuery(text: string): Query {
  const entries = new QueryReader(text).object();
  return {
    keys: entries.map(([key]) => key),
    evaluate: (document) =>
      Object.fromEntries(entries.map(([key, path]) => [key, keyText(key, follow(document, path))])),
  };
}

class QueryReader {
  private at = 0;

  constructor(private readonly text: string) {}

  object(): [key: string, path: Step[]][] {
    const entries: [string, Step[]][] = [];
    this.expect('{');
    do {
      const key = this.take(/([A-Za-z_]\w*)/y) ?? this.string();
      if (key === null) throw this.refused();
      if (entries.some(([other]) => other === key)) throw invalidArgument(`The query names '${key}' twice.`);
      entries.push([key, this.has(':') ? this.path() : [{ kind: 'field', name: key }]]);
    } while (this.has(','));
    this.expect('}');
    if (this.take(/(.)/sy) !== null) throw this.refused(-1);
    return entries;
  }

  private path(): Step[] {
    const steps: Step[] = [];
    this.expect('.');
    const first = this.take(/([A-Za-z_]\w*)/y) ?? this.string();
    if (first !== null) steps.push({ kind: 'field', name: first });
    for (;;) {
      if (steps.length > 0 && this.has('.')) {
        const name = this.take(/([A-Za-z_]\w*)/y) ?? this.string();
        if (name !== null) steps.push({ kind: 'field', name });
        else if (this.text[this.at] !== '[') throw this.refused();
      } else if (this.has('[')) steps.push(this.bracket());
      else if (steps.length > 0) return steps;
      else throw this.refused();
    }
  }

  private bracket(): Step {
    const name = this.string();
    if (name !== null) {
      this.expect(']');
      return { kind: 'field', name };
    }
    const from = this.take(/(-?\d+)/y);
    if (this.has(':')) {
      const to = this.take(/(-?\d+)/y);
      this.expect(']');
      if (from === null && to === null) throw this.refused(-1);
      return {
        kind: 'slice',
        from: from === null ? undefined : Number(from),
        to: to === null ? undefined : Number(to),
      };
    }
    if (from === null) throw this.refused();
    this.expect(']');
    return { kind: 'index', index: Number(from) };
  }

  private string(): string | null {
    const literal = this.take(/("(?:[^"\\]|\\["\\/bfnrt])*")/y);
    return literal === null ? null : (JSON.parse(literal) as string);
  }

  private has(character: string): boolean {
    this.take(/(\s*)/y);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.has(character)) throw this.refused();
  }

  private take(pattern: RegExp): string | null {
    for (const each of [/\s*/y, pattern]) {
      each.lastIndex = this.at;
      const match = each.exec(this.text);
      if (!match) return null;
      if (each === pattern) {
        this.at = pattern.lastIndex;
        return match[1] ?? null;
      }
      this.at = each.lastIndex;
    }
    return null;
  }

  private refused(back = 0): Error {
    const at = this.at + back;
    const found = this.text[at] === undefined ? 'its end' : `'${this.text.slice(at, at + 12)}' at ${at}`;
    return invalidArgument(
      `The local Firehose reads queries of the form {name: .field.field[0:10], …}; it can't read ${found} of: ${this.text}`,
    );
  }
}

function follow(document: unknown, path: readonly Step[]): unknown {
  return path.reduce((value, step) => {
    // Of null everything is null, as in JQ.
    if (value === null || value === undefined) return null;
    if (step.kind === 'field') {
      if (typeof value !== 'object' || Array.isArray(value)) throw new QueryError(`Cannot index with "${step.name}"`);
      return Object.hasOwn(value, step.name) ? (value as Record<string, unknown>)[step.name] : null;
    }
    if (step.kind === 'slice') {
      if (Array.isArray(value)) return value.slice(step.from, step.to);
      if (typeof value !== 'string') throw new QueryError('Cannot take a slice of what is no text');
      return [...value].slice(step.from, step.to).join('');
    }
    if (!Array.isArray(value)) throw new QueryError(`Cannot index with ${step.index}`);
    return (value as unknown[]).at(step.index) ?? null;
  }, document);
}

function keyText(key: string, value: unknown): string {
  if (value === null || value === undefined || value === '') {
    throw new QueryError(`partitionKeys values must not be null or empty: ${key}`);
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new QueryError(`The partition key ${key} is no text, number or boolean`);
}

/** A record that the query does not fit: the record fails, not the request. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}
