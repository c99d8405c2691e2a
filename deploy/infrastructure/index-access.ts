/** Where an OpenSearch index is, by its endpoint, and what writing to it takes. */
import type { Permission } from './permissions.js';
import { arn, type Home } from './target.js';

export interface IndexAddress {
  readonly index: string;
  readonly endpoint: string | undefined;
  /** As the connector takes them: `sigv4`, `none`, `env:NAME` or the ARN of a secret. */
  readonly credentials: string | undefined;
}

export type Cluster =
  | { readonly kind: 'domain'; readonly name: string; readonly region: string }
  | { readonly kind: 'collection'; readonly id: string; readonly region: string }
  /** A name of one's own, which does not tell what it stands for. */
  | { readonly kind: 'other' };

const DOMAIN =
  /^(?:search|vpc)-(?<name>[a-z][a-z0-9-]{2,27})-[a-z0-9]{20,}\.(?<region>[a-z0-9-]+)\.es\.amazonaws\.com(?:\.cn)?$/;
const COLLECTION = /^(?<id>[a-z0-9]{3,40})\.(?<region>[a-z0-9-]+)\.aoss\.amazonaws\.com$/;

export function clusterOf(endpoint: string): Cluster {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : endpoint;
  const domain = DOMAIN.exec(host)?.groups;
  if (domain) return { kind: 'domain', name: domain['name'] ?? '', region: domain['region'] ?? '' };
  const collection = COLLECTION.exec(host)?.groups;
  if (collection) return { kind: 'collection', id: collection['id'] ?? '', region: collection['region'] ?? '' };
  return { kind: 'other' };
}

/** With a user's name and password the role only reads the secret: nothing that it sends to the cluster is signed. */
export function indexPermissions(
  { index, endpoint = '', credentials = 'sigv4' }: IndexAddress,
  home: Home,
): Permission[] {
  const use = `write the index ${index}`;
  if (credentials.startsWith('arn:')) return [{ action: 'secretsmanager:GetSecretValue', resource: credentials, use }];
  if (credentials !== 'sigv4') return [];
  const cluster = clusterOf(endpoint);
  if (cluster.kind === 'collection') {
    const place = { ...home, region: cluster.region };
    return [{ action: 'aoss:APIAccessAll', resource: arn('aoss', place, `collection/${cluster.id}`), use }];
  }
  const place = cluster.kind === 'domain' ? { ...home, region: cluster.region } : home;
  const domain = cluster.kind === 'domain' ? cluster.name : '*';
  return [{ action: 'es:ESHttpPost', resource: arn('es', place, `domain/${domain}/${index}/_bulk`), use }];
}
