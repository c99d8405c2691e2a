import type { Rule } from '../rule.js';

/** The views that a stage's SQL has beside its own. */
const PARTS: Record<string, readonly string[]> = {
  source: ['faults'],
  window: ['late', 'on_time', 'sessions'],
  continuous: ['keyed'],
};

/** No stage has the name of a view that another stage needs. */
export const stageNamesAreFree: Rule = ({ stages }, report) => {
  const taken = new Map<string, string>(
    stages.flatMap(({ name, kind }) => (PARTS[kind] ?? []).map((part) => [`${name}.${part}`, name] as const)),
  );
  for (const { name, span } of stages) {
    const by = taken.get(name);
    if (by !== undefined) report('stageNameTaken', span, { name, by });
  }
};
