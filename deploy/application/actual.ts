/** What an application is now, as the service tells it. */
import {
  DescribeApplicationCommand,
  DescribeApplicationVersionCommand,
  ListTagsForResourceCommand,
  type ApplicationConfigurationDescription,
  type ApplicationDetail,
  type ApplicationStatus,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { asking, failureOf } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import { TAGS, type ApplicationTarget } from './target.js';

export interface ActualApplication {
  readonly name: string;
  readonly arn: string;
  readonly status: ApplicationStatus;
  readonly versionId: number;
  /** Changes with everything that happens to the application; a change that names an old one is refused. */
  readonly conditionalToken: string;
  readonly createdAt: Date;
  readonly updatedAt: Date | null;
  readonly runtime: string;
  readonly role: string | null;
  readonly bucket: string | null;
  readonly fileKey: string | null;
  /** Of its jar, when the jar is one of ours. */
  readonly sha256: string | null;
  /** By group. */
  readonly properties: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly loggingOptions: readonly { readonly id: string; readonly logStreamArn: string }[];
  readonly tags: Readonly<Record<string, string>>;
  /** All else, in the service's own form. */
  readonly configuration: ApplicationConfigurationDescription;
}

/** Null when there is no application of that name. */
export async function readApplication(
  clients: Clients,
  { application }: Pick<ApplicationTarget, 'application'>,
): Promise<ActualApplication | null> {
  const about = `the application '${application}'`;
  const { applications } = clients;
  try {
    const { ApplicationDetail: detail } = await applications.send(
      new DescribeApplicationCommand({ ApplicationName: application }),
    );
    if (!detail) throw new Error('DescribeApplication without an application');
    const { Tags = [] } = await asking('kinesisanalytics:ListTagsForResource', about, () =>
      applications.send(new ListTagsForResourceCommand({ ResourceARN: detail.ApplicationARN })),
    );
    return actualOf(detail, Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])));
  } catch (error) {
    const failure = failureOf(error, 'kinesisanalytics:DescribeApplication', about);
    if (failure?.kind === 'missing') return null;
    throw failure ?? error;
  }
}

/** The same of an earlier version; null when the service does not know that version. */
export async function readVersion(
  { applications }: Clients,
  application: string,
  versionId: number,
): Promise<ActualApplication | null> {
  const about = `version ${versionId} of the application '${application}'`;
  try {
    const { ApplicationVersionDetail: detail } = await applications.send(
      new DescribeApplicationVersionCommand({ ApplicationName: application, ApplicationVersionId: versionId }),
    );
    return detail ? actualOf(detail, {}) : null;
  } catch (error) {
    const failure = failureOf(error, 'kinesisanalytics:DescribeApplicationVersion', about);
    if (failure?.kind === 'missing') return null;
    throw failure ?? error;
  }
}

/** `null`: pipectl made it for this pipeline and environment; else what is known of its maker. */
export function foreignTo(actual: ActualApplication, target: ApplicationTarget): string | null {
  const { [TAGS.pipeline]: pipeline, [TAGS.environment]: environment } = actual.tags;
  if (pipeline === undefined || environment === undefined) return `it has no tag ${TAGS.pipeline}`;
  if (pipeline !== target.pipeline) return `its tag ${TAGS.pipeline} is '${pipeline}'`;
  return environment === target.environment ? null : `its tag ${TAGS.environment} is '${environment}'`;
}

function actualOf(detail: ApplicationDetail, tags: Readonly<Record<string, string>>): ActualApplication {
  const configuration = detail.ApplicationConfigurationDescription ?? {};
  const code = configuration.ApplicationCodeConfigurationDescription?.CodeContentDescription;
  const { BucketARN, FileKey = null } = code?.S3ApplicationCodeLocationDescription ?? {};
  const groups = configuration.EnvironmentPropertyDescriptions?.PropertyGroupDescriptions ?? [];
  return {
    name: detail.ApplicationName ?? '',
    arn: detail.ApplicationARN ?? '',
    status: detail.ApplicationStatus ?? 'READY',
    versionId: detail.ApplicationVersionId ?? 0,
    conditionalToken: detail.ConditionalToken ?? '',
    createdAt: detail.CreateTimestamp ?? new Date(0),
    updatedAt: detail.LastUpdateTimestamp ?? null,
    runtime: detail.RuntimeEnvironment ?? '',
    role: detail.ServiceExecutionRole ?? null,
    bucket: BucketARN?.replace(/^arn:[^:]*:s3:::/, '') ?? null,
    fileKey: FileKey,
    sha256: sha256In(FileKey),
    properties: Object.fromEntries(
      groups.map(({ PropertyGroupId = '', PropertyMap = {} }) => [PropertyGroupId, PropertyMap]),
    ),
    loggingOptions: (detail.CloudWatchLoggingOptionDescriptions ?? []).map(
      ({ CloudWatchLoggingOptionId: id = '', LogStreamARN = '' }) => ({ id, logStreamArn: LogStreamARN }),
    ),
    tags,
    configuration,
  };
}

/** `prefix/application/<sha256>.jar` */
const sha256In = (key: string | null): string | null => /(?:^|\/)([0-9a-f]{64})\.jar$/.exec(key ?? '')?.[1] ?? null;
