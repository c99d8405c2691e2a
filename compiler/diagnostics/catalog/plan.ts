/** Codes PC5xxx: what Flink's planner refuses. */
import { define } from '../define.js';

export const plan = {
  plannerRefused: define<{ name: string; message: string; sql: string }>(
    'PC5001',
    'error',
    ({ name, message, sql }) => ({
      message: `Flink's planner refuses the SQL of '${name}'`,
      cause: sql === '' ? message : `${message}\n\n${sql}`,
      hint: 'write the marked stage in another way, and report it: pipectl should have refused it in its own words',
    }),
  ),
} as const;
