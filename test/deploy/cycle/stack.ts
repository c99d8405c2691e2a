/**
 * What a template of `pipectl infrastructure` describes, made in the local services through each one's own API, as CloudFormation
 * would. An update makes what is new and changes only what can be changed in place.
 */
import { resolved, type Made } from './stack/resolved.js';
import { LEFT_OUT, MAKERS, type Place, type Properties } from './stack/makers.js';

export interface Template {
  readonly Metadata: {
    readonly IndexTemplates: Readonly<Record<string, { readonly index_patterns: readonly string[] }>>;
  };
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly Condition?: string;
}

/** How many there were to be made or changed. */
export interface Applied {
  readonly made: readonly string[];
  readonly changed: readonly string[];
}

export class Stack {
  private readonly resources = new Map<string, { readonly made: Made; readonly text: string }>();

  constructor(private readonly place: Place) {}

  async apply({ Resources, Metadata }: Template): Promise<Applied> {
    const applied = { made: [] as string[], changed: [] as string[] };
    const left = Object.entries(Resources).filter(([, { Condition }]) => Condition === undefined);
    const unknown = left.find(([, { Type }]) => MAKERS[Type] === undefined && !LEFT_OUT.has(Type));
    if (unknown) throw new Error(`nobody here can make the ${unknown[1].Type} ${unknown[0]}`);
    // In the order of the makers, which is that of what needs what.
    for (const type of Object.keys(MAKERS))
      for (const [id, { Type, Properties }] of left) if (Type === type) await this.one(id, type, Properties, applied);
    for (const [name, template] of Object.entries(Metadata.IndexTemplates)) await this.index(name, template);
    return applied;
  }

  private async one(
    id: string,
    type: string,
    properties: Properties,
    { made, changed }: { readonly made: string[]; readonly changed: string[] },
  ): Promise<void> {
    const maker = MAKERS[type];
    if (!maker) return;
    const whole = resolved(properties, (name) => this.resources.get(name)?.made) as Properties;
    const text = JSON.stringify(whole);
    const before = this.resources.get(id);
    if (before?.text === text) return;
    if (before && !maker.change) throw new Error(`the update of the stack would replace ${id}`);
    await (before && maker.change ? maker.change : maker.make)(whole, this.place, id);
    (before ? changed : made).push(id);
    this.resources.set(id, { text, made: maker.known(whole, id) });
  }

  private async index(name: string, template: { readonly index_patterns: readonly string[] }): Promise<void> {
    await this.search(`_index_template/${name}`, template);
    for (const index of template.index_patterns) await this.search(index, {});
  }

  private async search(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.place.search}/${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok && !text.includes('resource_already_exists')) throw new Error(`PUT ${path}: ${text}`);
  }
}
