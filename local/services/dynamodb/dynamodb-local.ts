/** DynamoDB by Amazon's DynamoDB Local, in a Java process of its own: slower than dynalite, with transactions and TTL. */
import { Agent } from 'node:http';
import { dirname } from 'node:path';
import { jarsInCache, type JarSet } from '../../install-flink.js';
import { startJvm } from '../jvm/start-jvm.js';
import type { DynamoDbBackend } from './backend.js';
import { forward } from './forward.js';
import { DYNAMODB_LOCAL_JARS, DYNAMODB_LOCAL_VERSION } from './jars.js';

const JARS: JarSet = {
  name: `dynamodb-local-${DYNAMODB_LOCAL_VERSION}`,
  title: `DynamoDB Local ${DYNAMODB_LOCAL_VERSION}`,
  size: '45 MB',
  jars: DYNAMODB_LOCAL_JARS,
};

export async function dynamoDbLocalBackend(
  folder: string,
  onProgress: (message: string) => void,
): Promise<DynamoDbBackend> {
  const files = await jarsInCache(JARS, onProgress);
  onProgress(`Starting ${JARS.title}`);
  const [first = ''] = files;
  const jvm = await startJvm({
    name: 'DynamoDB Local',
    main: 'dev.pipectl.local.services.DynamoDbMain',
    classPath: files.filter((file) => file.endsWith('.jar')),
    megabytes: 512,
    folder,
    properties: [`-Dsqlite4java.library.path=${dirname(first)}`],
  });
  const agent = new Agent({ keepAlive: true });
  return {
    send: (request) => forward(request, { agent, host: '127.0.0.1', port: jvm.port }),
    close: async () => {
      agent.destroy();
      await jvm.close();
    },
  };
}
