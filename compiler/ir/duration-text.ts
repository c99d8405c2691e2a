/** Milliseconds as people say them: `5 min`, `90 s`, `250 ms`. */
const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

export function durationText(milliseconds: number): string {
  const [size, unit] = UNITS.find(([each]) => milliseconds >= each && milliseconds % each === 0) ?? [1, 'ms'];
  return `${milliseconds / size} ${unit}`;
}
