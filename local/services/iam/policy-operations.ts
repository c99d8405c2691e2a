/** What roles may do: inline policies, managed ones, and the question of what both together allow. */
import { list, optional, structure, text } from '../front/shape.js';
import type { Operations } from '../front/operations.js';
import { noSuchEntity } from './errors.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';
import { decide, parsePolicy, type Context, type Policy } from './policy.js';
import { documentOf, type Document, type ManagedPolicy, type Role, type Roles } from './roles.js';
import { arn, document, paged, path, policyName, roleName } from './scalars.js';

const inline = structure({ RoleName: roleName(), PolicyName: policyName() });
const attachment = structure({ RoleName: roleName(), PolicyArn: arn() });
const simulated = {
  ActionNames: list(text({ min: 3, max: 128 }), { min: 1 }),
  ResourceArns: optional(list(text({ min: 1, max: 2048 }))),
  ContextEntries: optional(
    list(
      structure({
        ContextKeyName: optional(text({ min: 5, max: 256 })),
        ContextKeyValues: optional(list(text())),
        ContextKeyType: optional(text()),
      }),
    ),
  ),
  ...paged,
};

export const policyOperations = (roles: Roles): Operations => ({
  PutRolePolicy: operation(
    structure({ RoleName: roleName(), PolicyName: policyName(), PolicyDocument: document() }),
    ({ RoleName, PolicyName, PolicyDocument }) => {
      roles.role(RoleName).policies.set(PolicyName, documentOf(PolicyDocument));
    },
  ),
  GetRolePolicy: operation(inline, ({ RoleName, PolicyName }) => {
    const { text: found } = inlineOf(roles.role(RoleName), PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(found) };
  }),
  DeleteRolePolicy: operation(inline, ({ RoleName, PolicyName }) => {
    const role = roles.role(RoleName);
    inlineOf(role, PolicyName);
    role.policies.delete(PolicyName);
  }),
  ListRolePolicies: operation(structure({ RoleName: roleName(), ...paged }), ({ RoleName, ...page }) => {
    const { items, rest } = pageOf([...roles.role(RoleName).policies.keys()].sort(), page);
    return { PolicyNames: items, ...rest };
  }),
  CreatePolicy: operation(
    structure({ PolicyName: policyName(), PolicyDocument: document(), Path: optional(path()) }),
    ({ PolicyName, PolicyDocument, Path }) => ({
      Policy: described(roles, roles.createPolicy(PolicyName, PolicyDocument, Path)),
    }),
  ),
  GetPolicy: operation(structure({ PolicyArn: arn() }), ({ PolicyArn }) => ({
    Policy: described(roles, roles.policy(PolicyArn)),
  })),
  GetPolicyVersion: operation(structure({ PolicyArn: arn(), VersionId: text() }), ({ PolicyArn, VersionId }) => {
    const { document: found, createdAt } = roles.policy(PolicyArn);
    if (VersionId !== 'v1') throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist.`);
    const Document = encodeURIComponent(found.text);
    return { PolicyVersion: { Document, VersionId, IsDefaultVersion: true, CreateDate: new Date(createdAt) } };
  }),
  DeletePolicy: operation(structure({ PolicyArn: arn() }), ({ PolicyArn }) => roles.removePolicy(PolicyArn)),
  AttachRolePolicy: operation(attachment, ({ RoleName, PolicyArn }) => {
    roles.role(RoleName).attached.add(roles.policy(PolicyArn).arn);
  }),
  DetachRolePolicy: operation(attachment, ({ RoleName, PolicyArn }) => {
    if (roles.role(RoleName).attached.delete(PolicyArn)) return;
    throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
  }),
  ListAttachedRolePolicies: operation(
    structure({ RoleName: roleName(), PathPrefix: optional(text()), ...paged }),
    ({ RoleName, ...page }) => {
      const attached = [...roles.role(RoleName).attached].map((PolicyArn) => ({
        PolicyName: roles.policy(PolicyArn).name,
        PolicyArn,
      }));
      const { items, rest } = pageOf(attached, page);
      return { AttachedPolicies: items, ...rest };
    },
  ),
  SimulatePrincipalPolicy: operation(
    structure({ PolicySourceArn: arn(), PolicyInputList: optional(list(document())), ...simulated }),
    ({ PolicySourceArn, PolicyInputList = [], ...input }) => {
      const role = roles.byArn(PolicySourceArn);
      if (role === null) throw noSuchEntity(`The entity ${PolicySourceArn} cannot be found.`);
      return simulate([...roles.policiesOf(role), ...PolicyInputList.map(parsePolicy)], input);
    },
  ),
  SimulateCustomPolicy: operation(
    structure({ PolicyInputList: list(document()), ...simulated }),
    ({ PolicyInputList, ...input }) => simulate(PolicyInputList.map(parsePolicy), input),
  ),
});

interface Simulation {
  readonly ActionNames: readonly string[];
  readonly ResourceArns: readonly string[] | undefined;
  readonly ContextEntries:
    | readonly {
        readonly ContextKeyName: string | undefined;
        readonly ContextKeyValues: readonly string[] | undefined;
      }[]
    | undefined;
  readonly Marker: string | undefined;
  readonly MaxItems: string | undefined;
}

function simulate(
  policies: readonly Policy[],
  { ActionNames, ResourceArns, ContextEntries, ...page }: Simulation,
): object {
  const context: Context = Object.fromEntries(
    (ContextEntries ?? []).map(({ ContextKeyName = '', ContextKeyValues = [] }) => [
      ContextKeyName,
      ContextKeyValues[0] ?? '',
    ]),
  );
  const resources = ResourceArns === undefined || ResourceArns.length === 0 ? ['*'] : ResourceArns;
  const all = ActionNames.flatMap((action) =>
    resources.map((resource) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decide(policies, { action, resource, context }),
      MatchedStatements: [],
      MissingContextValues: [],
    })),
  );
  const { items, rest } = pageOf(all, page);
  return { EvaluationResults: items, ...rest };
}

function inlineOf({ name, policies }: Role, wanted: string): Document {
  const found = policies.get(wanted);
  if (found === undefined) throw noSuchEntity(`The role ${name} has no policy with name ${wanted}.`);
  return found;
}

const described = (roles: Roles, { name, id, path: at, arn: named, createdAt }: ManagedPolicy): object => ({
  PolicyName: name,
  PolicyId: id,
  Arn: named,
  Path: at,
  DefaultVersionId: 'v1',
  AttachmentCount: roles.all().filter(({ attached }) => attached.has(named)).length,
  IsAttachable: true,
  CreateDate: new Date(createdAt),
  UpdateDate: new Date(createdAt),
});
