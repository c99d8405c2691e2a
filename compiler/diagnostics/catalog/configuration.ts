/** Codes PC9…: reserved range of this file. */
export const configuration = {} as const;
