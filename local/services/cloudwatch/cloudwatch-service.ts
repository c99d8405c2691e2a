/** CloudWatch, as far as applications are watched with it: metrics, metric math, alarms and dashboards. In memory. */
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../front/aws-error.js';
import { callOperation } from '../front/operations.js';
import { callQuery, formOf } from '../front/query-protocol.js';
import type { LocalService, ServiceRequest } from '../front/service.js';
import { alarmOperations } from './alarm-operations.js';
import { dashboardOperations } from './dashboard-operations.js';
import { metricOperations } from './metric-operations.js';
import { Metrics, type Datum } from './metrics.js';

export interface CloudWatchOptions {
  readonly now?: () => number;
}

export interface LocalCloudWatch extends LocalService {
  /** For the services of the same process, which also put what is in a namespace of AWS. */
  put(namespace: string, data: readonly Datum[]): void;
  readonly metrics: Metrics;
}

const NAMESPACE = 'http://monitoring.amazonaws.com/doc/2010-08-01/';
/** Smithy's own protocol has the operation here. */
const RPC_PATH = /^\/service\/GraniteServiceVersion20100801\/operation\/(\w+)$/;

export function cloudWatchService({ now = Date.now }: CloudWatchOptions = {}): LocalCloudWatch {
  const metrics = new Metrics();
  const operations = {
    ...metricOperations(metrics, now),
    ...alarmOperations(metrics, now),
    ...dashboardOperations(now),
  };
  return {
    name: 'monitoring',
    protocol: 'json',
    targetPrefix: 'GraniteServiceVersion20100801',
    metrics,
    put: (namespace, data) => metrics.put(namespace, data),
    accesses: (request) => [{ action: `cloudwatch:${operationOf(unpacked(request)) ?? ''}`, resource: '*' }],
    handle(given) {
      const request = unpacked(given);
      if (isQuery(request)) return callQuery(operations, request, NAMESPACE);
      return callOperation(operations, { ...request, target: operationOf(request) });
    },
    close: async () => undefined,
  };
}

/** Clients compress what they put when it is long. */
function unpacked(request: ServiceRequest): ServiceRequest {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  try {
    return {
      ...request,
      headers: { ...request.headers, 'content-encoding': undefined },
      body: gunzipSync(request.body),
    };
  } catch {
    throw new AwsError('SerializationException', 'The body of the request can not be decompressed.');
  }
}

const isQuery = ({ headers }: ServiceRequest): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

const operationOf = (request: ServiceRequest): string | null =>
  isQuery(request) ? formOf(request).get('Action') : (request.target ?? RPC_PATH.exec(request.path)?.[1] ?? null);
