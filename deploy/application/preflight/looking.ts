/** One look at something: it is there, it is not, or nobody may tell. */
import { failureOf, type ServiceFailure } from '../../aws/service-failure.js';
import { found, type Findings, type Problem } from './problem.js';

export interface Look<T> {
  /** As IAM names it. */
  readonly action: string;
  /** For people. */
  readonly resource: string;
  readonly ask: () => Promise<T>;
  /** What its answer says. */
  readonly judge: (answer: T) => Findings;
  /** Default: that the resource is missing. */
  readonly missing?: Problem;
}

/** Credentials that do not work and a network that is down are no findings: they end the deploy. */
export async function look<T>({ action, resource, ask, judge, missing }: Look<T>): Promise<Findings> {
  try {
    return judge(await ask());
  } catch (error) {
    const failure = failureOf(error, action, resource);
    if (failure?.kind === 'missing') return found(missing ?? { kind: 'resource missing', action, resource });
    if (failure?.kind === 'denied' || failure?.kind === 'refused') return unchecked(failure);
    throw failure ?? error;
  }
}

const unchecked = ({ kind, action, resource, code }: ServiceFailure): Findings => ({
  problems: [],
  unchecked: [{ what: resource, why: kind === 'denied' ? `${action} is denied to the caller` : `${action}: ${code}` }],
});
