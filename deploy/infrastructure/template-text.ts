/** A template as YAML: the same bytes for the same template. */
import { stringify } from 'yaml';
import type { Template } from './template.js';

export function templateText(template: Template): string {
  const { Parameters, Conditions, ...rest } = template;
  const { AWSTemplateFormatVersion, Description, Metadata, ...below } = rest;
  return stringify(
    {
      AWSTemplateFormatVersion,
      Description,
      Metadata,
      ...(Object.keys(Parameters).length > 0 && { Parameters }),
      ...(Object.keys(Conditions).length > 0 && { Conditions }),
      ...below,
    },
    // A version that looks like a date is a text, and readers of YAML 1.1 know more words for true.
    { lineWidth: 0, defaultStringType: 'PLAIN', version: '1.1', aliasDuplicateObjects: false },
  );
}
