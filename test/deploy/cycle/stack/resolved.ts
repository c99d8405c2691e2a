/** A value of a template with `Ref` and `Fn::GetAtt` replaced by what they stand for. */

export interface Made {
  /** What `Ref` gives. */
  readonly name: string;
  readonly arn: string;
}

export function resolved(value: unknown, made: (id: string) => Made | undefined): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, made));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: readonly [string, string] };
  if (ref !== undefined) return known(ref, made).name;
  if (attribute?.[1] === 'Arn') return known(attribute[0], made).arn;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, made)]));
}

function known(id: string, made: (id: string) => Made | undefined): Made {
  const found = made(id);
  if (!found) throw new Error(`the template refers to ${id}, which is not made yet`);
  return found;
}
