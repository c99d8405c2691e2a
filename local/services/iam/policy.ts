/** A policy document, and whether it allows something: a deny wins, what nothing allows is denied. */
import { malformedPolicy } from './errors.js';

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';
export type Context = Readonly<Record<string, string>>;

export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly services: readonly string[];
  readonly conditions: readonly Condition[];
}

/** All but those that match, when it is not. */
interface Patterns {
  readonly not: boolean;
  readonly patterns: readonly RegExp[];
}

type Condition = (context: Context) => boolean;

export interface Policy {
  readonly statements: readonly Statement[];
}

const OPERATORS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringNotEquals: (value, wanted) => value !== wanted,
  StringLike: (value, wanted) => pattern(wanted, 's').test(value),
  ArnEquals: (value, wanted) => pattern(wanted, 's').test(value),
  ArnLike: (value, wanted) => pattern(wanted, 's').test(value),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

/** Throws for a document that is none, or that says something the local service does not know. */
export function parsePolicy(document: string): Policy {
  const { Statement: statements } = parsed(document);
  const list = Array.isArray(statements) ? statements : [statements];
  if (statements === undefined || list.length === 0) throw malformedPolicy('Missing required field Statement');
  return { statements: list.map((each) => statementOf(fields(each))) };
}

export function decide(policies: readonly Policy[], asked: Asked): Decision {
  const matching = policies.flatMap(({ statements }) => statements).filter((statement) => applies(statement, asked));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  return matching.length > 0 ? 'allowed' : 'implicitDeny';
}

/** Whether a trust policy lets a service act as the role. */
export const trusts = ({ statements }: Policy, service: string): boolean =>
  statements.some(
    ({ effect, services, actions }) =>
      effect === 'Allow' && services.includes(service) && matches(actions, 'sts:AssumeRole'),
  );

function applies({ actions, resources, conditions }: Statement, { action, resource, context = {} }: Asked): boolean {
  return matches(actions, action) && matches(resources, resource) && conditions.every((holds) => holds(context));
}

const matches = ({ not, patterns }: Patterns, text: string): boolean =>
  patterns.some((each) => each.test(text)) !== not;

function statementOf(given: Fields): Statement {
  const { Effect: effect } = given;
  if (effect !== 'Allow' && effect !== 'Deny') throw malformedPolicy('A statement has the Effect Allow or Deny.');
  const services = given['Principal'] === undefined ? [] : servicesOf(given['Principal']);
  return {
    effect,
    services,
    actions: patternsOf(given, 'Action', 'i', null),
    // A trust policy is about the role that it belongs to.
    resources: patternsOf(given, 'Resource', 's', given['Principal'] === undefined ? null : ['*']),
    conditions: conditionsOf(given['Condition']),
  };
}

function patternsOf(given: Fields, name: 'Action' | 'Resource', flags: string, absent: string[] | null): Patterns {
  const [positive, negative] = [given[name], given[`Not${name}`]];
  if (positive !== undefined && negative !== undefined)
    throw malformedPolicy(`${name} and Not${name} exclude each other.`);
  const texts = positive ?? negative ?? absent;
  if (texts === null) throw malformedPolicy(`A statement needs ${name} or Not${name}.`);
  return { not: negative !== undefined, patterns: textsOf(texts).map((text) => pattern(text, flags)) };
}

function servicesOf(principal: unknown): string[] {
  if (typeof principal === 'string') return [principal];
  const { Service: services = [] } = fields(principal);
  return textsOf(services);
}

function conditionsOf(given: unknown): Condition[] {
  return Object.entries(given === undefined ? {} : fields(given)).flatMap(([name, keys]) => {
    const compare = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (compare === undefined) throw malformedPolicy(`The local IAM does not know the condition ${name}.`);
    return Object.entries(fields(keys)).map(([key, values]): Condition => {
      const wanted = textsOf(values);
      const isNegative = name.includes('Not');
      return (context) => {
        const value = Object.entries(context).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1];
        if (value === undefined) return isNegative;
        return isNegative ? wanted.every((each) => compare(value, each)) : wanted.some((each) => compare(value, each));
      };
    });
  });
}

/** `*` is any text, `?` any character. */
function pattern(text: string, flags: string): RegExp {
  const escaped = text
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`, flags);
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformedPolicy('Syntax errors in policy.');
  return value as Fields;
}

function textsOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((each) => {
    if (typeof each === 'boolean') return String(each);
    if (typeof each !== 'string') throw malformedPolicy('Syntax errors in policy.');
    return each;
  });
}

function parsed(document: string): Fields {
  try {
    return fields(JSON.parse(document));
  } catch {
    throw malformedPolicy('Syntax errors in policy.');
  }
}
