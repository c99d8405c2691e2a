/** Codes of the compiler that no text of a pipeline shows: wrong paths, and what only pipectl itself can cause. */
import { prose, sh, ts, type Examples } from './example.js';

export const compiling: Examples<'fileNotFound' | 'folderWithoutPipeline' | 'settingNotAllowed' | 'plannerRefused'> = {
  fileNotFound: {
    params: { path: 'pipelines/playback.ts' },
    wrong: sh('pipectl compile pipelines/playback.ts'),
    right: sh('pipectl compile pipelines/playback/pipeline.ts'),
  },
  folderWithoutPipeline: {
    params: { path: 'pipelines' },
    wrong: sh('pipectl compile pipelines'),
    right: sh('pipectl compile pipelines/title-popularity'),
  },
  settingNotAllowed: {
    params: { key: 'parallelism.default' },
    wrong: ts('compiler/emit/settings.ts', "  'parallelism.default': '2',"),
    right: ts('pipeline.ts', "export default pipeline('title-popularity', outputs, { parallelism: 2 });"),
  },
  plannerRefused: {
    params: {
      name: 'longest',
      message: 'Column type is not supported.',
      sql: 'SELECT\n  `userId`,\n  `seconds`\n  ^\nFROM `plays`',
    },
    wrong: prose(
      "Any pipeline whose SQL Flink's planner does not accept. No pipeline that is known causes it: what is known is refused by a code of its own.",
    ),
    right: prose(
      'The same rows by other means, such as a map in front of the marked stage that makes simpler columns.',
    ),
  },
};
