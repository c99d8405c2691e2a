/** DynamoDB in this process, in memory: dynalite, which listens nowhere. */
import dynalite from 'dynalite';
import type { DynamoDbBackend } from './backend.js';
import { forward } from './forward.js';
import { connection } from './in-process.js';

export function dynaliteBackend(): DynamoDbBackend {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  // It closes its store when it stops listening, and it never listens.
  return {
    send: (request) =>
      forward(request, {
        createConnection: () => {
          const [client, service] = connection();
          server.emit('connection', service);
          return client;
        },
      }),
    close: () => Promise.resolve(),
  };
}
