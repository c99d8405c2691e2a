/** Codes PC7…: reserved range of this file. */
export const local = {} as const;
