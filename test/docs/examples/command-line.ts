/** PC9…: options, names and the working folder. */
import { configuration } from '../../../compiler/diagnostics/catalog/configuration.js';
import { prose, sh, ts, yaml, type Examples } from './example.js';

const PRODUCTION = "environments:\n  production: { account: '123456789012', region: eu-central-1 }";

export const commandLine: Examples<keyof typeof configuration> = {
  usage: {
    params: { problem: "unknown option '--outt'", near: ['--out'], help: 'pipectl compile --help' },
    wrong: sh('pipectl compile --outt build'),
    right: sh('pipectl compile --out build'),
  },
  inputSyntax: {
    params: { written: 'events.jsonl', pipeline: 'title-popularity', command: 'run' },
    wrong: sh('pipectl run title-popularity --input events.jsonl --out out'),
    right: sh('pipectl run title-popularity --input playback=events.jsonl --out out'),
  },
  optionValue: {
    params: { option: '--parallelism', written: '64', expected: 'a whole number from 1 to 8' },
    wrong: sh('pipectl run title-popularity --input playback=events.jsonl --out out --parallelism 64'),
    right: sh('pipectl run title-popularity --input playback=events.jsonl --out out --parallelism 4'),
  },
  noSuchPipeline: {
    params: { written: 'title-popularty', near: ['title-popularity'], known: ['page-views', 'title-popularity'] },
    wrong: sh('pipectl compile title-popularty'),
    right: sh('pipectl compile title-popularity'),
  },
  noPipelines: {
    params: {},
    wrong: sh('cd my-project/pipelines\npipectl compile'),
    right: sh('cd my-project\npipectl compile'),
  },
  sameName: {
    params: { name: 'page-views', files: ['pipelines/page-views/pipeline.ts', 'pipelines/visits/pipeline.ts'] },
    wrong: ts('pipelines/visits/pipeline.ts', "export default pipeline('page-views', outputs);"),
    right: ts('pipelines/visits/pipeline.ts', "export default pipeline('visits', outputs);"),
  },
  deadLettersFound: {
    params: { letters: 3, file: 'out/dead-letters.jsonl' },
    wrong: sh('pipectl run title-popularity --input playback=events.jsonl --out out --fail-on dead-letters'),
    right: prose(
      'An input of which every record is decoded, valid and on time; or the same command without `--fail-on`.',
    ),
  },
  folderNotEmpty: {
    params: { folder: 'my-project' },
    wrong: sh('pipectl init my-project'),
    right: sh('pipectl init my-new-project'),
  },
  unknownTemplate: {
    params: { written: 'defualt', near: ['default'], known: ['default'] },
    wrong: sh('pipectl init my-project --template defualt'),
    right: sh('pipectl init my-project --template default'),
  },
  unknownCode: {
    params: { written: 'PC2110', near: ['PC2101', 'PC2010'] },
    wrong: sh('pipectl explain PC2110'),
    right: sh('pipectl explain PC2101'),
  },
  configurationSyntax: {
    params: { problem: 'Map keys must be unique' },
    wrong: yaml("environments:\n  production: { account: '123456789012', region: eu-central-1, region: eu-west-1 }"),
    right: yaml(PRODUCTION),
  },
  configurationKey: {
    params: { key: 'acount', where: 'production', known: ['account', 'region', 'names'], near: ['account'] },
    wrong: yaml("environments:\n  production: { acount: '123456789012', region: eu-central-1 }"),
    right: yaml(PRODUCTION),
  },
  configurationMissing: {
    params: { where: 'production', key: 'region' },
    wrong: yaml("environments:\n  production: { account: '123456789012' }"),
    right: yaml(PRODUCTION),
  },
  configurationValue: {
    params: { what: 'account', expected: 'the number of an AWS account, 12 digits in quotes' },
    wrong: yaml('environments:\n  production: { account: 012345678901, region: eu-central-1 }'),
    right: yaml("environments:\n  production: { account: '012345678901', region: eu-central-1 }"),
  },
  environmentReserved: {
    params: { name: 'local' },
    wrong: yaml(PRODUCTION.replace('production', 'local')),
    right: yaml(PRODUCTION.replace('production', 'sandbox')),
  },
  configurationFileMissing: {
    params: { file: 'pipectl.yaml', environment: 'production' },
    wrong: sh('pipectl dead-letters list title-popularity --env production'),
    right: yaml(PRODUCTION),
  },
  noSuchEnvironment: {
    params: { written: 'prodution', near: ['production'], known: ['production', 'local'] },
    wrong: sh('pipectl dead-letters list title-popularity --env prodution'),
    right: sh('pipectl dead-letters list title-popularity --env production'),
  },
  noSuchResource: {
    params: {
      ...{ environment: 'production', pipeline: 'title-popularity', written: 'playbak' },
      ...{ near: ['playback'], known: ['playback', 'playback-raw'] },
    },
    wrong: yaml('pipelines:\n  title-popularity: { names: { playbak: prod-playback } }'),
    right: yaml('pipelines:\n  title-popularity: { names: { playback: prod-playback } }'),
  },
  devNotRunning: {
    params: { pipeline: 'title-popularity' },
    wrong: sh('pipectl dead-letters list title-popularity --env local'),
    right: sh(
      'pipectl dev title-popularity\n# in another terminal\npipectl dead-letters list title-popularity --env local',
    ),
  },
  noTests: {
    params: { folders: ['pipelines/page-views'] },
    wrong: sh('pipectl test page-views'),
    right: ts(
      'pipelines/page-views/pipeline.test.ts',
      "import { expect, test } from '@jest/globals';\nimport 'pipectl/testing';\nimport pipeline from './pipeline.js';\n\ntest('compiles to the SQL that was reviewed', async () => {\n  await expect(pipeline).toMatchGolden();\n});",
    ),
  },
};
