/** The few globals of Node that a pipeline standing alone, without a tsconfig.json, may use while it is evaluated. */
export const GLOBALS_FILE = '/pipectl-globals.d.ts';

export const GLOBALS = `
declare const console: Record<'debug' | 'error' | 'info' | 'log' | 'warn', (...values: unknown[]) => void>;
declare const process: { readonly env: { [name: string]: string | undefined }; exit(code?: number): never };
declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
`;
