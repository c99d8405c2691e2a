/** How the services of a `pipectl dev` are started, and what is said meanwhile. */
import type { DevOptions } from '../../local/dev/dev-session.js';
import type { Host } from '../host.js';
import type { DevOrder } from './run-dev.js';

export const sessionOptions = (host: Host, { port, dynamodb }: Pick<DevOrder, 'port' | 'dynamodb'>): DevOptions => ({
  project: host.cwd,
  dynamodb,
  ...(port !== undefined && { port }),
  onProgress: (text) => host.progress(text),
  onProblem: (message) => {
    host.event({ event: 'problem', message });
    host.say(message);
  },
});
