/** Codes PC3…: reserved range of this file. */
export const lower = {} as const;
