/** What is known of a version whose jar can not be read: nothing but its name. */
import type { Version } from '../application/version.js';

export const unknownVersion = (pipeline: string): Version => ({
  bundle: {
    format: 1,
    flink: '2.2',
    pipeline,
    settings: {},
    functions: [],
    placeholders: [],
    statements: [],
    ledger: [],
    description: { stages: [], outputs: [], deadLetters: { target: '', rejectRate: null } },
  },
  plan: { nodes: [], edges: [] },
});
