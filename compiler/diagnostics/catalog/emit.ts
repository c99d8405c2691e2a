/** Codes PC4…: reserved range of this file. */
export const emit = {} as const;
