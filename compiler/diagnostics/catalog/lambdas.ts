/** Codes PC13-15…: reserved range of this file. */
export const lambdas = {} as const;
