/** The form of a rule: it looks at the whole pipeline and reports; it changes nothing. */
import type { Report } from '../diagnostics/diagnostic.js';
import type { Pipeline } from '../ir/pipeline.js';

export type Rule = (pipeline: Pipeline, report: Report) => void;
