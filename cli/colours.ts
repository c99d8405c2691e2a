/** Terminal colours, or none. */
export interface Colours {
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

export function colours(on: boolean): Colours {
  const paint =
    (open: number, close: number) =>
    (text: string): string =>
      on ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  return { red: paint(31, 39), yellow: paint(33, 39), green: paint(32, 39), bold: paint(1, 22), dim: paint(2, 22) };
}

/** NO_COLOR and FORCE_COLOR decide when they are set, else whether a person is looking. */
export function wantsColour(env: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
