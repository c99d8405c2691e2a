/** Codes PC81…: bringing a pipeline to its application, and taking it back. */
import { define } from '../define.js';

export const deployApply = {
  noApplicationsThere: define<{ environment: string; file: string }>('PC8101', 'error', ({ environment, file }) => ({
    message: `environment '${environment}' has no applications`,
    cause: `--env ${environment} means what a running  pipectl dev  has started on this machine; it runs the pipeline itself.`,
    hint: `name an environment of ${file}`,
  })),
  deployNeedsSetting: define<{ environment: string; setting: 'artifacts' | 'role' }>(
    'PC8102',
    'error',
    ({ environment, setting }) => ({
      message: `environment '${environment}' has no '${setting}', which a deploy needs`,
      cause:
        setting === 'role'
          ? 'The application reads its jar and its streams, and writes its outputs, with this IAM role.'
          : 'The jar lies in S3 under its own hash, where the service fetches it.',
      hint:
        setting === 'role'
          ? `write  role: arn:aws:iam::…:role/…  under  environments.${environment}  in pipectl.yaml`
          : `write  artifacts: s3://bucket/prefix  under  environments.${environment}  in pipectl.yaml`,
    }),
  ),
  foreignApplication: define<{ application: string; environment: string; reason: string }>(
    'PC8103',
    'error',
    ({ application, environment, reason }) => ({
      message: `the application '${application}' in environment '${environment}' is not this pipeline's: ${reason}`,
      cause: 'Pipectl changes only applications that it has made, which it knows by two tags.',
      hint: `give this pipeline's application another name:  pipelines: { …: { application: … } }  in pipectl.yaml`,
    }),
  ),
  noSuchApplication: define<{ application: string; environment: string }>(
    'PC8104',
    'error',
    ({ application, environment }) => ({
      message: `environment '${environment}' has no application '${application}'`,
      cause: 'The pipeline has not been deployed there, or its application was destroyed.',
      hint: `deploy it:  pipectl deploy --env ${environment}`,
    }),
  ),
} as const;
