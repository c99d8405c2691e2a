/** Names for the operators of a compiled plan: stub until the walk is written. */
import type { Plan } from '../ir/plan.js';

export const withStableUids = (plan: unknown, _lowered: Plan): unknown => plan;
