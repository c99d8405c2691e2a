/** `pipectl rollback`: what would run again and from which snapshot, and then the way back with its proof. */
import { diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { readApplication, readVersion, type ActualApplication } from '../../deploy/application/actual.js';
import type { Clients } from '../../deploy/application/clients.js';
import { deployedVersion } from '../../deploy/application/deployed-version.js';
import { DeployFailure } from '../../deploy/application/failure.js';
import { health, type Health } from '../../deploy/application/health.js';
import { markProven, provenVersions } from '../../deploy/application/proven.js';
import { rollBack, type WentBack } from '../../deploy/application/roll-back.js';
import { settled } from '../../deploy/application/settle.js';
import type { ApplicationTarget } from '../../deploy/application/target.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import type { Outcome } from '../command.js';
import { confirm } from '../confirm.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { own, withApplication } from '../operate/with-application.js';
import { refuse } from '../refusal.js';
import { cutOffRefusal, deployRefusal } from './deploy-refusal.js';
import { restoredFrom } from './deploy-report.js';
import { Progress } from './show-progress.js';
import { readTimeout } from './timeout.js';

export interface RollbackOptions {
  readonly env: string;
  readonly to?: string;
  readonly yes?: true;
  readonly timeout: string;
}

export async function rollBackPipeline(host: Host, pipeline: string, options: RollbackOptions): Promise<Outcome> {
  const timeoutMs = readTimeout(options.timeout);
  const to = options.to === undefined ? null : readVersionId(options.to);
  return withApplication(host, { pipeline, env: options.env }, async (open) => {
    const { target, clients } = open;
    const actual = await own(open);
    const good = chosen(actual, to, target.application);
    host.print(
      `'${target.application}' is version ${actual.versionId}, ${actual.status}; it goes back to version ${good}`,
    );
    const question = { text: `Go back to version ${good}?`, flag: '--yes', command: 'rollback' };
    if (!options.yes && !(await confirm(host, question)))
      return { exitCode: exit.failed, data: { application: target.application, declined: true } };
    const progress = new Progress(host, target.application);
    try {
      return await goBack(host, { clients, target, actual, good, timeoutMs, progress });
    } catch (error) {
      if (error instanceof DeployFailure) throw deployRefusal(error.failure, target);
      if (error instanceof ServiceFailure) throw cutOffRefusal(error, target, progress.doing);
      throw error;
    }
  });
}

/** The version asked for, or the last that has proved its health and is not the present one. */
function chosen(actual: ActualApplication, asked: number | null, application: string): number {
  const known = provenVersions(actual).filter((version) => version !== actual.versionId);
  const good = asked ?? known[0];
  if (good === undefined || good === actual.versionId || good > actual.versionId)
    throw refuse('nothingToGoBackTo', { application, asked, known });
  return good;
}

interface Way {
  readonly clients: Clients;
  readonly target: ApplicationTarget;
  readonly actual: ActualApplication;
  readonly good: number;
  readonly timeoutMs: number;
  readonly progress: Progress;
}

async function goBack(host: Host, way: Way): Promise<Outcome> {
  const { clients, target, good, timeoutMs, progress } = way;
  const { application } = target;
  const version = await deployedVersion(clients, target, good);
  if (version === null) {
    const known = provenVersions(way.actual).filter((each) => each !== way.actual.versionId && each !== good);
    const { bucket, fileKey } = (await readVersion(clients, application, good)) ?? {};
    const jar = bucket == null || fileKey == null ? null : `s3://${bucket}/${fileKey}`;
    throw refuse('versionUnreadable', { application, version: good, jar, known });
  }
  const settling = { timeoutMs, signal: host.signal, onWait: (status: string) => progress.waiting(status) };
  await settled(clients, target, settling);
  const went = await rollBack({
    clients,
    target,
    good,
    isToRun: true,
    timeoutMs,
    signal: host.signal,
    onStep: (text) => progress.hear({ event: 'rollback', text }),
  });
  const proof = await health({
    clients,
    target,
    bundle: version.bundle,
    sha256: went.application?.sha256 ?? '',
    timeoutMs: target.healthTimeoutMs,
    signal: host.signal,
    onLook: (facts) => progress.hear({ event: 'health', ...facts }),
  });
  return concluded(host, way, went, proof);
}

async function concluded(host: Host, { clients, target, good }: Way, went: WentBack, proof: Health): Promise<Outcome> {
  const { application } = target;
  const now = await readApplication(clients, target);
  const from = restoredFrom(went.restore, went.by);
  const data = { application, to: good, versionId: now?.versionId ?? null, by: went.by, restore: went.restore };
  host.progress('');
  if (!proof.healthy || now === null) {
    const reason = proof.healthy ? 'the application is gone' : proof.reason;
    host.diagnose([diagnostic('rollbackFailed', null, { application, reason })]);
    return { exitCode: exit.failed, data: { ...data, healthy: false, reason } };
  }
  await markProven(clients, now, good);
  host.print(`${application} runs as version ${good} was, ${from}; it is version ${now.versionId} now, healthy`);
  return { exitCode: exit.ok, data: { ...data, healthy: true, health: proof.facts } };
}

function readVersionId(written: string): number {
  if (/^[1-9]\d{0,8}$/.test(written)) return Number(written);
  throw refuse('optionValue', { option: '--to', written, expected: 'the number of a version' }, exit.usage);
}
