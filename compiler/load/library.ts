/** TypeScript's own declaration files. ts-morph carries them as text; there is no folder to read them from. */
import { createRequire } from 'node:module';

/** Where the files seem to be. */
export const LIBRARY = '/node_modules/typescript/lib';

interface Carrier {
  getLibFiles(): readonly { readonly fileName: string; readonly text: string }[];
}

let texts: Map<string, string> | null = null;

/** The text of `LIBRARY/lib.….d.ts`, or undefined when it is no such file. */
export function libraryFile(path: string): string | undefined {
  if (!path.startsWith(`${LIBRARY}/`)) return undefined;
  texts ??= new Map(
    carrier()
      .getLibFiles()
      .map(({ fileName, text }) => [`${LIBRARY}/${fileName}`, text]),
  );
  return texts.get(path);
}

/** A dependency of ts-morph and not of ours, so it is asked for from where ts-morph stands. */
function carrier(): Carrier {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve('ts-morph'))('@ts-morph/common') as Carrier;
}
