/** What the front and the services behind it say to each other. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Access } from './authority.js';
import type { Protocol } from './protocol.js';

export interface ServiceRequest {
  /** The answer carries it as `x-amzn-RequestId`. */
  readonly id: string;
  readonly method: string;
  /** As it came: percent-encoded, dots and double slashes kept, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The whole body; empty for a service that reads `stream` itself. */
  readonly body: Buffer;
  /** The body as it comes in, for a service that is `streaming`. */
  readonly stream: Readable;
  /** The operation in `X-Amz-Target`. */
  readonly target: string | null;
  /** From the scope of the signature. */
  readonly region: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | Readable;
  /** The client hears nothing: the connection ends, as when the network is lost after the request got through. */
  readonly dropped?: true;
}

export interface LocalService {
  /** As the scope of a signature names it: kinesis, s3, monitoring. */
  readonly name: string;
  /** How its errors are written. */
  readonly protocol: Protocol;
  /** What stands before the dot in `X-Amz-Target`, for requests without a signature. */
  readonly targetPrefix?: string;
  /** Bodies are not collected: `handle` reads `request.stream`. */
  readonly streaming?: boolean;
  /** What the caller of a request must be allowed; asked only of callers that are not allowed everything. */
  accesses?(request: ServiceRequest): readonly Access[];
  /** An AwsError that it throws becomes the answer; any other error is a bug and a 500. */
  handle(request: ServiceRequest): Promise<ServiceAnswer>;
  close(): Promise<void>;
}
