/** Why a deploy ended early or does not begin, as diagnostics. */
import { collector, diagnostic, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import type { Failure } from '../../deploy/application/failure.js';
import type { Findings, Problem } from '../../deploy/application/preflight/problem.js';
import type { ApplicationTarget } from '../../deploy/application/target.js';
import { serviceRefusal } from '../configuration/service-refusal.js';
import type { FailureKind, ServiceFailure } from '../../deploy/aws/service-failure.js';
import { refuse, Refusal } from '../refusal.js';

type About = Pick<ApplicationTarget, 'application' | 'environment'>;

export function deployRefusal(failure: Failure, { application }: About): Refusal {
  switch (failure.kind) {
    case 'world moved':
      return refuse('applicationMoved', { application, moved: failure.moved });
    case 'busy':
      return refuse('deployWaitedInVain', { application, ...failure });
    case 'operation failed': {
      const { kind, error, status } = failure.operation;
      return refuse('deployFailed', {
        application,
        reason: `${kind} is ${status}`,
        why: error,
        exception: null,
        stage: null,
        task: null,
      });
    }
    case 'operation endless':
      return refuse('deployOperationEndless', { application, ...failure });
    case 'snapshot failed':
      return refuse('deploySnapshotFailed', { application, ...failure });
    case 'jar differs':
      return refuse('uploadDiffers', { place: failure.place });
    case 'jar gone':
      return refuse('jarGone', { application, place: failure.place });
  }
}

/** A request that failed while something was being done; `doing` is null before anything was. */
export function cutOffRefusal(
  failure: ServiceFailure,
  { application, environment }: About,
  doing: string | null,
): Refusal {
  const refusal = serviceRefusal(failure, environment);
  if (doing === null) return refusal;
  const isDoubtful = !CERTAIN.includes(failure.kind);
  return new Refusal([...refusal.diagnostics, diagnostic('deployCutOff', null, { application, doing, isDoubtful })]);
}

/** Then nothing was done. */
const CERTAIN: readonly FailureKind[] = ['credentials', 'denied', 'missing', 'refused', 'unreachable', 'throttled'];

/** All that a preflight has found, problems first. */
export function findingsDiagnostics({ problems, unchecked }: Findings, about: About): Diagnostic[] {
  return [
    ...problems.map((problem) => problemDiagnostic(problem, about)),
    ...unchecked.map((each) => diagnostic('notChecked', null, each)),
  ];
}

function problemDiagnostic(problem: Problem, { environment }: About): Diagnostic {
  const { found, report } = collector();
  switch (problem.kind) {
    case 'role missing':
      report('roleMissing', null, problem);
      break;
    case 'role not trusting':
      report('roleNotTrusting', null, problem);
      break;
    case 'permission missing':
      report('roleLacksPermission', null, problem);
      break;
    case 'bucket missing':
      report('artifactsBucketMissing', null, { bucket: problem.bucket, environment });
      break;
    case 'resource missing':
      report('resourceMissing', null, { environment, action: problem.action, resource: problem.resource });
      break;
    case 'resource not ready':
      report('resourceNotReady', null, problem);
      break;
    case 'table key differs':
      report('tableKeyDiffers', null, problem);
      break;
    case 'name unbound':
      report('nameUnbound', null, { name: problem.name, environment });
      break;
    case 'over limit':
      report('overLimit', null, problem);
  }
  const [first] = found;
  if (first === undefined) throw new Error(`nothing is said of '${problem.kind}'`);
  return first;
}
