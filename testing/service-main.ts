/** The compile service: one process for a whole Jest run, with the compiler loaded and Flink warm. */
import { createServer, type IncomingMessage } from 'node:http';
import { answerGolden, answerRun } from './answer.js';

const ANSWERS: Readonly<Record<string, (body: never) => Promise<unknown>>> = {
  '/golden': answerGolden,
  '/run': answerRun,
};

const [, , address = ''] = process.argv;

const server = createServer((asked, answer) => {
  const respond = async (): Promise<unknown> => {
    const known = ANSWERS[asked.url ?? ''];
    if (known === undefined) throw new Error(`the test service does not know ${asked.url}`);
    return known(JSON.parse(await textOf(asked)) as never);
  };
  respond().then(
    (value) => answer.writeHead(200).end(JSON.stringify(value)),
    // A bug: told to the test that asked, with its stack.
    (error: unknown) =>
      answer.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
});
server.listen(address);
process.stdin.resume().on('end', () => process.exit());

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
