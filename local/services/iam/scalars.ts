/** Bounds of single values, as the service model has them. */
import { list, optional, structure, text } from '../front/shape.js';

const WORD = '[\\w+=,.@-]+';

export const roleName = () => text({ min: 1, max: 64, pattern: WORD });
export const policyName = () => text({ min: 1, max: 128, pattern: WORD });
export const document = () => text({ min: 1, max: 131_072, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' });
export const path = () => text({ min: 1, max: 512, pattern: '(/)|(/[\\u0021-\\u007E]+/)' });
export const arn = () => text({ min: 20, max: 2048 });
export const digits = () => text({ pattern: '\\d{1,5}' });
export const tagList = () =>
  list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }), { max: 50 });
export const paged = { Marker: optional(text({ min: 1 })), MaxItems: optional(digits()) };
