/**
 * The control plane and the services beside it, for judges that are no Node programs: prints where they answer, and ends
 * when its standard input does. No Flink runs: what a judge asks is about the API.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudWatchService } from '../../local/services/cloudwatch/cloudwatch-service.js';
import { startFront } from '../../local/services/front/start-front.js';
import { iamService } from '../../local/services/iam/iam-service.js';
import { logsService } from '../../local/services/logs/logs-service.js';
import { msfService } from '../../local/msf/msf-service.js';
import { s3Service } from '../../local/services/s3/s3-service.js';
import { FakeJobs } from '../local/msf/fake-job.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-judged-'));
const bucket = join(folder, 's3', 'artifacts');
mkdirSync(bucket, { recursive: true });
for (const name of ['a.jar', 'b.jar']) writeFileSync(join(bucket, name), 'PK as in every zip file');

const s3 = s3Service({ directory: join(folder, 's3') });
const [iam, logs, cloudwatch] = [iamService(), logsService(), cloudWatchService()];
const msf = msfService({
  ...{ directory: join(folder, 'msf'), objects: s3.store, logs, roles: iam, metrics: cloudwatch },
  environment: () => ({}),
  startJob: new FakeJobs(folder).start,
});
const front = await startFront([msf, s3, iam, logs, cloudwatch], {
  authority: iam.authority,
  onBug: (error) => process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`),
});
process.stdout.write(`${front.url}\n`);
process.stdin.resume();
process.stdin.once('end', async () => {
  await front.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
