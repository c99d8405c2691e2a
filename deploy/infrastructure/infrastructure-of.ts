/** The CloudFormation template of what surrounds a pipeline's application: the same graph, seen from outside. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { resourcesOf, type Resource } from '../../compiler/ir/resources.js';
import { alarmResource } from './alarms/alarm.js';
import { alarmsOf } from './alarms/alarms-of.js';
import { bucketResources } from './buckets.js';
import { dashboardResources } from './dashboard/dashboard.js';
import { deliveryRole } from './delivery-role.js';
import { deliveryStreamResources } from './delivery-streams.js';
import { EXECUTION_ROLE_ID, executionRole } from './execution-role.js';
import { indexMetadata, indexParameters, indexResources } from './index-resources.js';
import { LAKE_BUCKET_ID, lakeResources } from './lake.js';
import { logResources } from './log-group.js';
import { isMade } from './place.js';
import { queueResources } from './queues.js';
import { streamResources } from './streams.js';
import { tableResources } from './tables.js';
import type { InfrastructureTarget } from './target.js';
import { attribute, ref, type Resources, type Template } from './template.js';
import { TOPIC_ID, topicConditions, topicParameters, topicResources } from './topic.js';

/** As `job.json` has it; only the runtime is asked for. */
export interface JobSettings {
  readonly RuntimeEnvironment?: unknown;
}

export function infrastructureOf(bundle: Bundle, job: JobSettings, target: InfrastructureTarget): Template {
  const { application, environment, region, account } = target;
  const all = resourcesOf(bundle, target.names);
  const indexes = all.filter((resource) => resource.kind === 'index');
  const watched = { application, region, account, runtime: String(job.RuntimeEnvironment) };
  const alarms = alarmsOf(bundle, all, watched);
  const delivered = made(all, target).filter((resource) => resource.kind === 'delivery-stream');
  const resources: Resources = merged([
    ...made(all, target).map((resource) => resourcesFor(resource, target)),
    ...(delivered.length > 0 ? [lakeResources(target), deliveryRole(delivered, target)] : []),
    ...(target.external.includes(target.role) ? [] : [executionRole(bundle, target)]),
    indexResources(indexes, target),
    logResources(target),
    topicResources(target),
    ...alarms.map((alarm) => alarmResource(alarm, target)),
    dashboardResources(bundle, all, alarms, watched),
  ]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `What surrounds the pipeline ${bundle.pipeline} in ${environment}. Made by pipectl infrastructure.`,
    Metadata: indexMetadata(indexes, target),
    Parameters: { ...topicParameters, ...indexParameters(indexes) },
    Conditions: topicConditions,
    Resources: resources,
    Outputs: {
      AlertsTopic: { Description: 'Where alarms are told', Value: ref(TOPIC_ID) },
      Role: {
        Description: `What ${application} runs with`,
        Value: EXECUTION_ROLE_ID in resources ? attribute(EXECUTION_ROLE_ID, 'Arn') : target.role,
      },
      ...(delivered.length > 0 && {
        Lake: {
          Description: 'The bucket that delivery streams write to',
          Value: target.lake === null ? ref(LAKE_BUCKET_ID) : target.lake.bucket,
        },
      }),
    },
  };
}

type Made = Exclude<Resource, { kind: 'index' }>;

const made = (resources: readonly Resource[], target: InfrastructureTarget): Made[] =>
  resources.filter((resource): resource is Made => resource.kind !== 'index' && isMade(resource, target));

function resourcesFor(resource: Made, target: InfrastructureTarget): Resources {
  switch (resource.kind) {
    case 'stream':
      return streamResources(resource, target);
    case 'delivery-stream':
      return deliveryStreamResources(resource, target);
    case 'table':
      return tableResources(resource, target);
    case 'queue':
      return queueResources(resource, target);
    case 'bucket':
      return bucketResources(resource.name, target);
  }
}

/** Ids are made of names, so that two of the same id are two of the same thing: that is our bug. */
function merged(parts: readonly Resources[]): Resources {
  const all: Record<string, Resources[string]> = {};
  for (const [id, resource] of parts.flatMap((part) => Object.entries(part))) {
    if (id in all) throw new Error(`two resources would have the id '${id}'`);
    all[id] = resource;
  }
  return all;
}
