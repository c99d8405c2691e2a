/** The row time of a source whose event time is computed, and what to say of a record that has none. */
import type { EventTime } from '../../ir/plan.js';
import { expressionSql } from './expression.js';
import { TIME_TYPE, origin } from './hidden.js';
import { binary, call, cast, integer, isNull, NULL, string, TRUE, type Sql } from './tree.js';

type Computed = Extract<EventTime, { kind: 'computed' }>;

export function computedTime({ time, rules }: Computed, maxAhead: number): Sql {
  const holds = rules.map(({ where }) => expressionSql(where));
  const all = holds.reduce<Sql | null>((left, right) => (left ? binary(left, 'AND', right) : right), null) ?? TRUE;
  return eventTime(origin('reason'), expressionSql(time), maxAhead, all);
}

/** Precedence as everywhere: what the decoder says, then the event time, then the rules in the author's order. */
export function faultDetail({ time, rules }: Computed, maxAhead: number): Sql {
  const value = expressionSql(time);
  const plausible = eventTime(cast(NULL, 'STRING'), value, maxAhead, TRUE);
  return {
    kind: 'case',
    branches: [
      { when: { kind: 'postfix', operator: 'IS NOT NULL', of: origin('reason') }, then: origin('detail') },
      { when: isNull(value), then: string('the event time is missing') },
      {
        when: binary(plausible, '=', call('TO_TIMESTAMP_LTZ', integer(0), integer(3))),
        then: string('the event time is out of range'),
      },
      ...rules.map(({ name, where }) => ({
        when: { kind: 'postfix', operator: 'IS NOT TRUE', of: expressionSql(where) } as const,
        then: string(`rule '${name}' does not hold`),
      })),
    ],
    otherwise: cast(NULL, 'STRING'),
  };
}

const eventTime = (reason: Sql, time: Sql, maxAhead: number, rulesHold: Sql): Sql =>
  call('PIPECTL_EVENT_TIME', reason, cast(time, TIME_TYPE), origin('arrivalTime'), integer(maxAhead), rulesHold);
