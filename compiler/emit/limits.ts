/** What MSF would refuse when the job starts, refused at compile time. */
import type { Report } from '../diagnostics/diagnostic.js';
import type { Bundle } from '../ir/bundle.js';
import type { Span } from '../ir/span.js';
import { isAllowed } from './settings.js';

/** One MSF property group holds at most 50 entries of at most 2048 characters. */
export const MOST_PLACEHOLDERS = 50;

export function checkLimits({ settings, placeholders }: Bundle, span: Span, report: Report): void {
  for (const key of Object.keys(settings)) {
    if (!isAllowed(key)) report('settingNotAllowed', span, { key });
  }
  if (placeholders.length > MOST_PLACEHOLDERS) {
    report('tooManyResources', span, { count: placeholders.length, most: MOST_PLACEHOLDERS });
  }
}
