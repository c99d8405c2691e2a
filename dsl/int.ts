declare const int: unique symbol;
/** A 32-bit integer on the wire; a number in arithmetic. */
export type Int = number & { readonly [int]?: never };
