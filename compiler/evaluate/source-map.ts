/** Reads and writes the `mappings` of a source map, so that columns can be moved back over inserted text. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value % 2 ? -Math.floor(value / 2) : value / 2);
    value = shift = 0;
  }
  return numbers;
}

function encode(number: number): string {
  let rest = number < 0 ? -number * 2 + 1 : number * 2;
  let text = '';
  do {
    const digit = rest % 32;
    rest = Math.floor(rest / 32);
    text += DIGITS[rest > 0 ? digit + 32 : digit];
  } while (rest > 0);
  return text;
}

/** The same mappings with every original column replaced; lines stay. Names are dropped. */
export function moveColumns(mappings: string, move: (line: number, column: number) => number): string {
  let line = 0;
  let column = 0;
  let source = 0;
  let written = { source: 0, line: 0, column: 0 };
  return mappings
    .split(';')
    .map((group) => {
      if (group === '') return '';
      return group
        .split(',')
        .map((segment) => {
          const [generated = 0, sources, lines = 0, columns = 0] = decode(segment);
          if (sources === undefined) return encode(generated);
          source += sources;
          line += lines;
          column += columns;
          const moved = move(line, column);
          const text = [generated, source - written.source, line - written.line, moved - written.column]
            .map(encode)
            .join('');
          written = { source, line, column: moved };
          return text;
        })
        .join(',');
    })
    .join(';');
}
