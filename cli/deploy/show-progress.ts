/** What people see and programs read while a deploy goes on. */
import type { DeployEvent } from '../../deploy/application/carry-out.js';
import type { Host } from '../host.js';
import { healthLine } from './deploy-report.js';

const EVENT_EVERY_MS = 1_000;

export class Progress {
  /** The step under way, in words; null before the first. */
  doing: string | null = null;
  private said = 0;

  constructor(
    private readonly host: Host,
    private readonly application: string,
  ) {}

  waiting(status: string): void {
    this.host.progress(`${this.application} is ${status}; waiting`);
  }

  hear = (event: DeployEvent): void => {
    const { host, application } = this;
    if (event.event === 'health') {
      host.progress(healthLine(event));
      if (performance.now() - this.said < EVENT_EVERY_MS) return;
      this.said = performance.now();
      host.event({ ...event, application });
      return;
    }
    host.event({ ...event, application });
    switch (event.event) {
      case 'step':
        this.doing = event.text;
        host.progress(`${event.text} …`);
        break;
      case 'done':
        host.say(`${host.colour.green('✓')} ${this.doing ?? event.step} (${(event.milliseconds / 1000).toFixed(1)} s)`);
        break;
      case 'operation':
        host.progress(`${event.operation} ${event.status}`);
        break;
      case 'unhealthy':
        host.say(`${host.colour.red('✗')} ${event.reason}`);
        break;
      case 'rollback':
        this.doing = event.text;
        host.progress(`${event.text} …`);
        break;
      case 'pruned':
        host.say(`deleted ${event.snapshots.length} older snapshots`);
    }
  };
}
