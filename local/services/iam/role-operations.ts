/** Roles and their trust. */
import { optional, structure, text, list } from '../front/shape.js';
import type { Operations } from '../front/operations.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';
import { documentOf, type Role, type Roles } from './roles.js';
import { digits, document, paged, path, roleName, tagList } from './scalars.js';

const named = structure({ RoleName: roleName() });

export const roleOperations = (roles: Roles): Operations => ({
  CreateRole: operation(
    structure({
      RoleName: roleName(),
      AssumeRolePolicyDocument: document(),
      Path: optional(path()),
      Description: optional(text({ max: 1000 })),
      MaxSessionDuration: optional(digits()),
      Tags: optional(tagList()),
    }),
    (input) => {
      const role = roles.create(input.RoleName, input.AssumeRolePolicyDocument, input.Path);
      role.description = input.Description ?? null;
      if (input.MaxSessionDuration !== undefined) role.maxSessionSeconds = Number(input.MaxSessionDuration);
      for (const { Key, Value } of input.Tags ?? []) role.tags.set(Key, Value);
      return { Role: described(role) };
    },
  ),
  GetRole: operation(named, ({ RoleName }) => ({ Role: described(roles.role(RoleName)) })),
  DeleteRole: operation(named, ({ RoleName }) => roles.remove(roles.role(RoleName))),
  ListRoles: operation(structure({ PathPrefix: optional(text()), ...paged }), ({ PathPrefix = '/', ...page }) => {
    const { items, rest } = pageOf(
      roles.all().filter((role) => role.path.startsWith(PathPrefix)),
      page,
    );
    return { Roles: items.map(described), ...rest };
  }),
  UpdateRole: operation(
    structure({
      RoleName: roleName(),
      Description: optional(text({ max: 1000 })),
      MaxSessionDuration: optional(digits()),
    }),
    ({ RoleName, Description, MaxSessionDuration }) => {
      const role = roles.role(RoleName);
      if (Description !== undefined) role.description = Description;
      if (MaxSessionDuration !== undefined) role.maxSessionSeconds = Number(MaxSessionDuration);
      return {};
    },
  ),
  UpdateAssumeRolePolicy: operation(
    structure({ RoleName: roleName(), PolicyDocument: document() }),
    ({ RoleName, PolicyDocument }) => {
      roles.role(RoleName).trust = documentOf(PolicyDocument);
    },
  ),
  TagRole: operation(structure({ RoleName: roleName(), Tags: tagList() }), ({ RoleName, Tags }) => {
    for (const { Key, Value } of Tags) roles.role(RoleName).tags.set(Key, Value);
  }),
  UntagRole: operation(
    structure({ RoleName: roleName(), TagKeys: list(text({ min: 1, max: 128 })) }),
    ({ RoleName, TagKeys }) => {
      for (const key of TagKeys) roles.role(RoleName).tags.delete(key);
    },
  ),
  ListRoleTags: operation(structure({ RoleName: roleName(), ...paged }), ({ RoleName, ...page }) => {
    const { items, rest } = pageOf(tagsOf(roles.role(RoleName)), page);
    return { Tags: items, ...rest };
  }),
});

function described(role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    // Documents come back percent-encoded.
    AssumeRolePolicyDocument: encodeURIComponent(role.trust.text),
    ...(role.description !== null && { Description: role.description }),
    MaxSessionDuration: role.maxSessionSeconds,
    ...(role.tags.size > 0 && { Tags: tagsOf(role) }),
  };
}

const tagsOf = ({ tags }: Role): object[] => [...tags].map(([Key, Value]) => ({ Key, Value }));
