/** How a bundle's parts are written as JSON, to a file or into a jar: the same bytes in both. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
