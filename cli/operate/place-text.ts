/** A place in the author's code, where a stage is: ` in 'popularity' (pipeline.ts:21:3)`. */
import type { FailedStage } from '../../compiler/ir/failed-stage.js';

export const placeText = (where: FailedStage | null): string =>
  where === null ? '' : ` in '${where.stage}' (${originText(where)})`;

export const originText = ({ origin: { file, line, column } }: FailedStage): string => `${file}:${line}:${column}`;
