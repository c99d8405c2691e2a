/** Codes PC6…: reserved range of this file. */
export const run = {} as const;
