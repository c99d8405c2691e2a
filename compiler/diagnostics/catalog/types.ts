/** Codes PC12…: reserved range of this file. */
export const types = {} as const;
