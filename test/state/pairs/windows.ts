/** The other kinds of windows, each with the edits that are its own. */
import type { Base } from './pair.js';

const base = (name: string, window: string, pairs: Base['pairs']): Base => ({
  name,
  text: `
const perUser = plays.keyBy(e => ({ user: e.user })).window(${window}).aggregate({ plays: count(), seconds: sum(e => e.seconds) });
export default pipeline('state', [
  perUser.to(firehose({ deliveryStream: 'counted' })),
]);
`,
  pairs,
});

const ADDED: Base['pairs'][number] = {
  edit: 'an output first and a filter behind',
  changes: [['perUser.to(', `plays.to(firehose({ deliveryStream: 'raw' })), perUser.filter(r => r.plays > 1n).to(`]],
};

export const hopping = base('hop', 'hop(minutes(2), { every: minutes(1) })', [
  ADDED,
  { edit: 'window size', changes: [['hop(minutes(2)', 'hop(minutes(3)']] },
  { edit: 'window slide', changes: [['every: minutes(1)', 'every: seconds(30)']] },
  { edit: 'what a sum adds up', changes: [['sum(e => e.seconds)', 'sum(e => -e.seconds)']] },
]);

export const cumulating = base('cumulate', 'cumulate(minutes(3), { step: minutes(1) })', [
  ADDED,
  { edit: 'window size', changes: [['cumulate(minutes(3)', 'cumulate(minutes(4)']] },
  { edit: 'window step', changes: [['step: minutes(1)', 'step: seconds(30)']] },
]);

export const sessions = base('session', 'session({ gap: seconds(15) })', [
  ADDED,
  { edit: 'session gap', changes: [['gap: seconds(15)', 'gap: seconds(20)']] },
  { edit: 'a key added', changes: [['{ user: e.user }', '{ user: e.user, title: e.title }']] },
  { edit: 'a filter before', changes: [['plays.keyBy', 'plays.filter(e => e.seconds > 20).keyBy']] },
]);
