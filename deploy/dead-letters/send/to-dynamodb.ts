/** Rows to a DynamoDB table, item by item, in the form in which the connector writes them. */
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import type { TableStatement } from '../../../compiler/ir/bundle.js';
import type { TableResource } from '../../../compiler/ir/resources.js';
import { clientOptions, type AwsAccess } from '../../aws/access.js';
import { asking, ServiceFailure } from '../../aws/service-failure.js';
import { convertFields, NotOfType, parseRow, type Forms } from './row-values.js';
import { withoutHidden } from './row.js';
import { failed, SENT, type Outgoing, type Sender, type Sent } from './sender.js';

const FORMS: Forms<AttributeValue> = {
  text: (S) => ({ S }),
  digits: (N) => ({ N }),
  truth: (BOOL) => ({ BOOL }),
  bytes: (B) => ({ B }),
  list: (L) => ({ L: [...L] }),
  map: (M) => ({ M: { ...M } }),
  nothing: { NULL: true },
};

export function toDynamoDb(resource: TableResource, options: TableStatement['options'], access: AwsAccess): Sender {
  const client = new DynamoDBClient(clientOptions('DYNAMODB', access));
  const { name: TableName, columns, partitionKey, sortKey } = resource;
  const newer = options['only-if-newer'];
  const writeNulls = options['nulls']?.toLowerCase() === 'write';
  const keys = [partitionKey, ...(sortKey ? [sortKey] : [])];

  const write = async ({ bytes }: Outgoing): Promise<Sent> => {
    const { text, hidden } = withoutHidden(bytes.toString('utf8'));
    const item = convertFields(parseRow(text), columns, { forms: FORMS, writeNulls });
    const order = newer === undefined ? undefined : item[newer];
    // As the connector asks: an equally new one is replaced, so that a write can be sent again.
    const condition = newer !== undefined &&
      order !== undefined && {
        ConditionExpression: 'attribute_not_exists(#order) OR #order <= :order',
        ExpressionAttributeNames: { '#order': newer },
        ExpressionAttributeValues: { ':order': order },
      };
    const Key = Object.fromEntries(keys.map(({ name }) => [name, item[name] ?? FORMS.nothing]));
    await asking(hidden.isDeletion ? 'dynamodb:DeleteItem' : 'dynamodb:PutItem', `the table '${TableName}'`, () =>
      hidden.isDeletion
        ? client.send(new DeleteItemCommand({ TableName, Key, ...condition }))
        : client.send(new PutItemCommand({ TableName, Item: item, ...condition })),
    );
    return SENT;
  };

  return {
    // They are sent one after the other; of so many it is noted at once that they are on their way.
    entries: 25,
    bytes: 16_000_000,
    send: async (records) => {
      const sent: Sent[] = [];
      for (const record of records) sent.push(await write(record).catch(outcomeOf));
      return sent;
    },
    close: async () => client.destroy(),
  };
}

function outcomeOf(error: unknown): Sent {
  if (error instanceof NotOfType || error instanceof SyntaxError) return failed('NotARow', error.message);
  if (!(error instanceof ServiceFailure)) throw error;
  const { kind, code, detail } = error;
  // A newer item is there: the row has been overtaken, as it would have been in its own time.
  if (code === ConditionalCheckFailedException.name) return SENT;
  return { state: kind === 'unknown' ? 'unknown' : 'failed', code, message: detail };
}
