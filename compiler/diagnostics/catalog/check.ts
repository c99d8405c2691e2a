/** Codes PC2…: reserved range of this file. */
export const check = {} as const;
