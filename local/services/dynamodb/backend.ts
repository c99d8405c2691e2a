/** What answers DynamoDB's requests behind the front. */
import type { ServiceAnswer, ServiceRequest } from '../front/service.js';

export type BackendRequest = Pick<ServiceRequest, 'method' | 'path' | 'headers' | 'body'>;

export interface DynamoDbBackend {
  send(request: BackendRequest): Promise<ServiceAnswer>;
  close(): Promise<void>;
}
