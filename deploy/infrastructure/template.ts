/** A CloudFormation template as data. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: 'Retain';
  readonly UpdateReplacePolicy?: 'Retain';
  readonly Properties: { readonly [key: string]: Value };
}

/** Resources by their logical ids. */
export type Resources = Readonly<Record<string, TemplateResource>>;

export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Metadata: { readonly [key: string]: Value };
  readonly Parameters: Readonly<Record<string, { readonly [key: string]: Value }>>;
  readonly Conditions: Readonly<Record<string, Value>>;
  readonly Resources: Resources;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: Value }>>;
}

export const ref = (id: string): Value => ({ Ref: id });
export const attribute = (id: string, name: string): Value => ({ 'Fn::GetAtt': [id, name] });

/** For what holds data: it stays when the stack goes, and when a change would replace it. */
export const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

/** Tags as most services take them. */
export const tagList = (tags: Readonly<Record<string, string>>): { readonly Tags?: Value } => {
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? {} : { Tags: entries.map(([Key, Value]) => ({ Key, Value })) };
};
