/** Equal as JSON. Bundles and plans are written by one program, so that their properties stand in one order. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
