/** AWS's own clients, pointed at the local services. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Its warning about versions of Node is not for those who use pipectl. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** What a client of any service is made with. Nobody checks the credentials, and they are nobody's. */
export interface LocalClient {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

export const localClient = (endpoint: string, region: string): LocalClient => ({
  endpoint,
  region,
  credentials: LOCAL_CREDENTIALS,
});

/** Closes a client's connections when its work is done. */
export async function using<C extends Pick<DynamoDBClient, 'destroy'>, T>(
  client: C,
  work: (client: C) => Promise<T>,
): Promise<T> {
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}
