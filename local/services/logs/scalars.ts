/** Bounds of single values, as the service model has them. */
import { integer, text } from '../front/shape.js';

export const groupName = () => text({ min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' });
export const groupIdentifier = () => text({ min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' });
export const streamName = () => text({ min: 1, max: 512, pattern: '[^:*]*' });
export const timestamp = () => integer({ min: 0 });
export const describeLimit = () => integer({ min: 1, max: 50 });
export const eventsLimit = () => integer({ min: 1, max: 10_000 });
export const token = () => text({ min: 1 });
