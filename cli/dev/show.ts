/** What people and programs are told while `pipectl dev` runs. */
import { relative } from 'node:path';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { failedStage } from '../../compiler/ir/failed-stage.js';
import { Looks, type Snapshot } from '../../local/dev/snapshot.js';
import type { RunEvent } from '../../local/flink.js';
import type { LocalServices } from '../../local/services/start.js';
import type { Host } from '../host.js';
import { devLine, devView, type Places } from './view.js';

const LINE_EVERY_MS = 5_000;
const EVENT_EVERY_MS = 1_000;

export class Show {
  last: Snapshot | null = null;
  startedInMs: number | null = null;
  private looks: Looks;
  private said = 0;
  private restarts = 0;

  constructor(
    private readonly host: Host,
    private readonly services: LocalServices,
    private bundle: Bundle,
  ) {
    this.looks = new Looks(bundle.ledger);
  }

  /** Another version of the pipeline runs from now on. */
  turnTo(bundle: Bundle): void {
    this.bundle = bundle;
    this.looks = new Looks(bundle.ledger);
    this.restarts = 0;
  }

  running(job: string | null, milliseconds: number): void {
    const { host } = this;
    host.event({ event: 'running', job, ...this.started(milliseconds) });
    host.say(
      `The job runs, ${(milliseconds / 1000).toFixed(1)} s after the start. For the AWS tools in another terminal:`,
    );
    this.sayHow();
  }

  /** There is no job, and something that one can be deployed to. */
  deployable(milliseconds: number): void {
    const { host, bundle } = this;
    host.event({ event: 'deployable', ...this.started(milliseconds) });
    host.say(`Ready, ${(milliseconds / 1000).toFixed(1)} s after the start. In another terminal:`);
    host.print(`pipectl deploy ${bundle.pipeline} --env local`);
    host.say('For the AWS tools there:');
    this.sayHow();
  }

  private started(milliseconds: number) {
    const { environment, endpoint, opensearch } = this.services;
    this.startedInMs ??= Math.round(milliseconds);
    return { endpoint, opensearch: opensearch?.url ?? null, environment, startedInMs: this.startedInMs };
  }

  private sayHow(): void {
    const { host, services } = this;
    host.print(
      `export ${Object.entries(services.environment)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ')}`,
    );
    host.say('Ctrl-C stops everything.');
  }

  look(event: Extract<RunEvent, { event: 'progress' }>): void {
    const { host, bundle } = this;
    const now = this.looks.add(event);
    this.last = now;
    this.sayRestart(now);
    if (host.interactive) host.screen((screen) => devView(bundle.pipeline, now, this.places(), screen));
    const every = host.json ? EVENT_EVERY_MS : LINE_EVERY_MS;
    if (host.interactive || performance.now() - this.said < every) return;
    this.said = performance.now();
    host.event({ event: 'progress', ...now });
    host.say(devLine(bundle.pipeline, now));
  }

  private sayRestart({ restarts, failure }: Snapshot): void {
    if (restarts <= this.restarts || failure === null) return;
    this.restarts = restarts;
    const at = failedStage(this.bundle, failure.operator, failure.message);
    const where = at === null ? '' : ` in '${at.stage}' (${at.origin.file}:${at.origin.line})`;
    this.host.event({ event: 'restarted', restarts, message: failure.message, stage: at?.stage ?? null });
    this.host.say(`The job failed${where} and goes on from its last checkpoint: ${failure.message}`);
  }

  private places(): Places {
    const { endpoint, opensearch, lake } = this.services;
    return { endpoint, opensearch: opensearch?.url ?? null, lake: relative(this.host.cwd, lake('.')) };
  }
}
