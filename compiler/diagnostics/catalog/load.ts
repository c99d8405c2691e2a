/** Codes PC10…: reserved range of this file. */
export const load = {} as const;
