/** The tables that a request names; one that can't be read names none, and the backend says so. */
import type { ServiceRequest } from '../front/service.js';

export function tablesOf({ body }: ServiceRequest): string[] {
  try {
    const { TableName, RequestItems } = JSON.parse(body.toString('utf8')) as {
      TableName?: string;
      RequestItems?: Record<string, unknown>;
    };
    return TableName === undefined ? Object.keys(RequestItems ?? {}) : [TableName];
  } catch {
    return [];
  }
}
