/** Codes PC11…: reserved range of this file. */
export const evaluate = {} as const;
