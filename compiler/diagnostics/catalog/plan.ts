/** Codes PC5…: reserved range of this file. */
export const plan = {} as const;
