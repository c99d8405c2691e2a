/**
 * OpenSearch indexes. CloudFormation can make neither an index nor its template, and a domain's access policy belongs to
 * whoever made the domain; so what there is to do is told, and only the access to a collection is a resource.
 */
import { propertiesOf } from '../../compiler/ir/index-mapping.js';
import type { IndexResource } from '../../compiler/ir/resources.js';
import { clusterOf, indexPermissions } from './index-access.js';
import { logicalId } from './logical-id.js';
import type { InfrastructureTarget } from './target.js';
import { ref, type Resources, type Template, type Value } from './template.js';

/** What `PUT _index_template/<name>` takes. */
const templateBody = ({ name, columns }: IndexResource): Value => ({
  index_patterns: [name],
  template: { mappings: { dynamic: false, properties: propertiesOf(columns) as Value } },
});

/** What CloudFormation can't do and somebody has to: the templates by their names, and what a domain's policy must hold. */
export function indexMetadata(indexes: readonly IndexResource[], target: InfrastructureTarget): Template['Metadata'] {
  if (indexes.length === 0) return {};
  const domains = indexes.flatMap(({ name, endpoint }) =>
    indexPermissions({ index: name, endpoint: endpoint ?? '', credentials: undefined }, target).filter(
      ({ action }) => action === 'es:ESHttpPost',
    ),
  );
  return {
    IndexTemplates: Object.fromEntries(indexes.map((index) => [`pipectl-${index.name}`, templateBody(index)])),
    ...(domains.length > 0 && {
      DomainAccessPolicy: domains.map(({ action, resource }) => ({
        Effect: 'Allow',
        Principal: { AWS: target.role },
        Action: action,
        Resource: resource,
      })),
    }),
  };
}

const collections = (indexes: readonly IndexResource[]): readonly IndexResource[] =>
  indexes.filter(({ endpoint }) => endpoint !== null && clusterOf(endpoint).kind === 'collection');

const parameterId = (name: string): string => logicalId(name, 'Collection');

/** A collection's endpoint has its id, and access is given by its name. */
export const indexParameters = (indexes: readonly IndexResource[]): Template['Parameters'] =>
  Object.fromEntries(
    collections(indexes).map(({ name }) => [
      parameterId(name),
      {
        Type: 'String',
        Description: `The name of the collection that holds the index ${name}`,
        AllowedPattern: '[a-z][a-z0-9-]{2,31}',
      },
    ]),
  );

/** The longest name that an access policy can have. */
const LONGEST = 32;

export const indexResources = (indexes: readonly IndexResource[], target: InfrastructureTarget): Resources =>
  Object.fromEntries(
    collections(indexes).map(({ name }) => {
      const rule = {
        Rules: [
          {
            ResourceType: 'index',
            Resource: [`index/\${Collection}/${name}`],
            Permission: ['aoss:WriteDocument', 'aoss:UpdateIndex', 'aoss:DescribeIndex'],
          },
        ],
        Principal: [target.role],
      };
      const variables = { Collection: ref(parameterId(name)) };
      return [
        logicalId(name, 'IndexAccess'),
        {
          Type: 'AWS::OpenSearchServerless::AccessPolicy',
          Properties: {
            Name: logicalId(name, '').toLowerCase().slice(0, LONGEST),
            Type: 'data',
            Description: `${target.application} writes the index ${name}`,
            Policy: { 'Fn::Sub': [JSON.stringify([rule]), variables] },
          },
        },
      ];
    }),
  );
