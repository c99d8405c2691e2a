/** Dashboards: kept and given back; nobody draws them here. */
import { list, optional, structure, text } from '../front/shape.js';
import { ACCOUNT } from '../front/account.js';
import type { Operations } from '../front/operations.js';
import { dashboardInvalid, dashboardNotFound } from './errors.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';

interface Dashboard {
  readonly name: string;
  readonly body: string;
  readonly modified: number;
}

const PAGE = 1_000;
const dashboardName = () => text({ min: 1, max: 255, pattern: '[A-Za-z0-9_-]+' });
const arnOf = (name: string): string => `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${name}`;

export function dashboardOperations(now: () => number): Operations {
  const dashboards = new Map<string, Dashboard>();
  const existing = (name: string): Dashboard => {
    const found = dashboards.get(name);
    if (found === undefined) throw dashboardNotFound(`Dashboard ${name} does not exist`);
    return found;
  };
  return {
    PutDashboard: operation(
      structure({ DashboardName: dashboardName(), DashboardBody: text() }),
      ({ DashboardName: name, DashboardBody: body }) => {
        if (!hasWidgets(body))
          throw dashboardInvalid('The field DashboardBody must be a valid JSON object with widgets');
        dashboards.set(name, { name, body, modified: now() });
        return { DashboardValidationMessages: [] };
      },
    ),
    GetDashboard: operation(structure({ DashboardName: dashboardName() }), ({ DashboardName: name }) => ({
      DashboardArn: arnOf(name),
      DashboardBody: existing(name).body,
      DashboardName: name,
    })),
    ListDashboards: operation(
      structure({ DashboardNamePrefix: optional(dashboardName()), NextToken: optional(text()) }),
      ({ DashboardNamePrefix: prefix = '', NextToken }) => {
        const found = [...dashboards.values()].filter(({ name }) => name.startsWith(prefix));
        const { items, next } = pageOf(found, PAGE, NextToken);
        const DashboardEntries = items.map(({ name, body, modified }) => ({
          DashboardName: name,
          DashboardArn: arnOf(name),
          LastModified: new Date(modified),
          Size: Buffer.byteLength(body),
        }));
        return { DashboardEntries, ...next };
      },
    ),
    DeleteDashboards: operation(
      structure({ DashboardNames: list(dashboardName(), { max: 100 }) }),
      ({ DashboardNames: names }) => {
        for (const name of names.map((each) => existing(each).name)) dashboards.delete(name);
        return {};
      },
    ),
  };
}

function hasWidgets(body: string): boolean {
  try {
    const { widgets } = JSON.parse(body) as { widgets?: unknown };
    return Array.isArray(widgets);
  } catch {
    return false;
  }
}
