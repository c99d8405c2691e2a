/** A refused row as its letter has it: JSON whose hidden columns come first. What follows them stays byte for byte. */
export interface HiddenColumns {
  readonly id: string | null;
  readonly partitionKey: string | null;
  /** Whether a deletion was refused. */
  readonly isDeletion: boolean;
}

/** `"$id": "…",` at the beginning of the rest. */
const HIDDEN = /^\s*"(\$\w+)"\s*:\s*("(?:[^"\\]|\\.)*"|null)\s*(,|(?=\}))/;

export function withoutHidden(text: string): { readonly text: string; readonly hidden: HiddenColumns } {
  const columns: Record<string, string | null> = {};
  let rest = text.trimStart().replace(/^\{/, '');
  for (let found = HIDDEN.exec(rest); found; found = HIDDEN.exec(rest)) {
    const [all, name = '', value = 'null'] = found;
    columns[name] = JSON.parse(value) as string | null;
    rest = rest.slice(all.length);
  }
  const { $id: id = null, $partitionKey: partitionKey = null, $op: op = null } = columns;
  const hidden = { id, partitionKey, isDeletion: op === '-D' };
  return { text: Object.keys(columns).length === 0 ? text : `{${rest.trimStart()}`, hidden };
}
