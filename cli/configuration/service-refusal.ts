/** A failed request to AWS as the diagnostic that says what to do about it. */
import type { ServiceFailure } from '../../deploy/aws/service-failure.js';
import { refuse, type Refusal } from '../refusal.js';

export function serviceRefusal(failure: ServiceFailure, environment: string): Refusal {
  const { kind, action, resource, code, detail } = failure;
  switch (kind) {
    case 'credentials':
      return refuse('credentialsUnusable', { environment, action, reason: withoutDot(detail) });
    case 'denied':
      return refuse('serviceDenied', { environment, action, resource });
    case 'missing':
      return refuse('resourceMissing', { environment, action, resource });
    case 'unreachable':
    case 'throttled':
    case 'unknown':
      return refuse('serviceUnreachable', { environment, action, reason: code });
    case 'refused':
      return refuse('serviceRefused', { action, resource, code, reason: detail });
  }
}

const withoutDot = (text: string): string => text.replace(/\.$/, '');
