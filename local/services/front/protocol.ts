/** An error on the wire: `__type` and `message` in JSON or CBOR, or the XML of S3, or that of the query protocol. */
import type { AwsError } from './aws-error.js';
import { codecFor } from './codec.js';
import type { ServiceAnswer } from './service.js';
import { element } from './xml.js';

/** json: JSON 1.0, JSON 1.1 or CBOR, as the request's content type says. */
export type Protocol = 'json' | 'rest-xml' | 'query';

export interface Failed {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
}

type Render = (error: AwsError, request: Failed) => ServiceAnswer;

const RENDERERS: { readonly [P in Protocol]: Render } = {
  json(error, { contentType }) {
    const codec = codecFor(contentType);
    // An operation that does not exist has a type but no message.
    const body = { __type: error.code, ...(error.message === '' ? {} : { message: error.message }) };
    return {
      status: error.status,
      headers: { 'content-type': codec.contentType, ...codec.headers },
      body: codec.encode(body),
    };
  },
  'rest-xml'(error, { id, method, path }) {
    // The answer to HEAD has no body, so its reason is lost: clients know only the status.
    if (method === 'HEAD') return { status: error.status };
    const parts = { Code: error.code, Message: error.message, Resource: path, RequestId: id };
    return xml(error.status, element('Error', parts));
  },
  query(error, { id }) {
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    // Services that have moved to JSON name what they were called before.
    const code = error.headers['x-amzn-query-error']?.split(';')[0] ?? error.code;
    const inner = element('Error', { Type: type, Code: code, Message: error.message });
    return xml(error.status, `<ErrorResponse>${inner}${element('RequestId', id)}</ErrorResponse>`);
  },
};

export function renderError(protocol: Protocol, error: AwsError, request: Failed): ServiceAnswer {
  const answer = RENDERERS[protocol](error, request);
  return { ...answer, headers: { ...answer.headers, ...error.headers } };
}

const xml = (status: number, body: string): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
