/** The applications of all regions. */
import type { Application } from './application.js';
import { inUse, limitExceeded, noApplication } from './errors.js';
import { arnOf } from '../services/front/account.js';

export const applicationArn = (region: string, name: string): string =>
  arnOf('kinesisanalytics', region, `application/${name}`);

export class Applications {
  private readonly byArn = new Map<string, Application>();

  /** By name, of one region. */
  of(region: string): Application[] {
    return this.all()
      .filter((application) => application.region === region)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  all(): Application[] {
    return [...this.byArn.values()];
  }

  byName(region: string, name: string): Application {
    return this.existing(applicationArn(region, name));
  }

  existing(arn: string): Application {
    const found = this.byArn.get(arn);
    if (found === undefined) throw noApplication(arn);
    return found;
  }

  requireRoom(region: string, name: string, limit: number): void {
    if (this.byArn.has(applicationArn(region, name))) throw inUse(`There is an application ${name} already.`);
    if (this.of(region).length >= limit) throw limitExceeded(`There can be ${limit} applications in ${region}.`);
  }

  add(application: Application): void {
    this.byArn.set(application.arn, application);
  }

  remove(application: Application): void {
    this.byArn.delete(application.arn);
  }
}
