/** The type of a Glue column, as Hive writes it: `array<struct<name:string,at:timestamp>>`. */

export type ScalarName =
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'float'
  | 'double'
  | 'string'
  | 'binary'
  | 'date'
  | 'timestamp';

export type HiveType =
  | { readonly kind: ScalarName }
  | { readonly kind: 'array'; readonly element: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly HiveField[] };

export interface HiveField {
  readonly name: string;
  readonly type: HiveType;
}

const SCALARS: Readonly<Record<string, ScalarName>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'int',
  integer: 'int',
  bigint: 'bigint',
  float: 'float',
  double: 'double',
  string: 'string',
  binary: 'binary',
  date: 'date',
  timestamp: 'timestamp',
};

/** Why a type can't be used, in a sentence. */
export class UnsupportedType extends Error {
  override readonly name = 'UnsupportedType';
}

/** Deeper than any table of anybody, and far from the end of the stack. */
const DEEPEST = 32;

export function parseHiveType(text: string): HiveType {
  const reader = new TypeReader(text);
  const type = reader.type(0);
  reader.end();
  return type;
}

class TypeReader {
  private at = 0;

  constructor(private readonly text: string) {}

  type(depth: number): HiveType {
    const word = this.take(/([A-Za-z_]\w*)/y)?.toLowerCase();
    if (word === undefined || depth > DEEPEST) throw this.refused();
    if (word === 'array') return { kind: 'array', element: this.inside(() => this.type(depth + 1)) };
    if (word === 'struct') return { kind: 'struct', fields: this.inside(() => this.fields(depth + 1)) };
    if (word === 'map') {
      return this.inside(() => {
        const key = this.type(depth + 1);
        if (key.kind !== 'string')
          throw new UnsupportedType(`'${this.text}': keys of a map are strings, as those of JSON are.`);
        this.expect(',');
        return { kind: 'map', key, value: this.type(depth + 1) };
      });
    }
    const scalar = Object.hasOwn(SCALARS, word) ? SCALARS[word] : undefined;
    if (scalar === undefined) throw new UnsupportedType(`'${this.text}': the local conversion has no '${word}'.`);
    return { kind: scalar };
  }

  end(): void {
    if (this.text.slice(this.at).trim() !== '') throw this.refused();
  }

  private fields(depth: number): HiveField[] {
    const fields: HiveField[] = [];
    do {
      const name = this.take(/`((?:[^`]|``)+)`/y)?.replace(/``/g, '`') ?? this.take(/([^\s:<>,`]+)/y);
      if (name === undefined) throw this.refused();
      if (fields.some((field) => field.name.toLowerCase() === name.toLowerCase())) {
        throw new UnsupportedType(`'${this.text}': the field '${name}' is there twice.`);
      }
      this.expect(':');
      fields.push({ name, type: this.type(depth) });
    } while (this.take(/(,)/y) !== undefined);
    return fields;
  }

  private inside<T>(read: () => T): T {
    this.expect('<');
    const inner = read();
    this.expect('>');
    return inner;
  }

  private expect(mark: string): void {
    const found = this.take(/([<>,:])/y);
    if (found !== mark) throw this.refused();
  }

  private take(pattern: RegExp): string | undefined {
    const space = /\s*/y;
    space.lastIndex = this.at;
    space.exec(this.text);
    pattern.lastIndex = space.lastIndex;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.at = pattern.lastIndex;
    return match[1];
  }

  private refused(): UnsupportedType {
    return new UnsupportedType(`'${this.text}' is no type of Hive: see position ${this.at}.`);
  }
}
