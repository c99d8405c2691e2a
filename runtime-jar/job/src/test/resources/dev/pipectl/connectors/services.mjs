/** The local services as a process: the root of the build as its argument, one call a line in, one answer a line out. */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, directory] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(dist, 'local', 'services', path)).href);

const { startFront } = await load('front/start-front.js');
const { kinesisService } = await load('kinesis/kinesis.js');
const { sqsService } = await load('sqs/sqs-service.js');
const { s3Service } = await load('s3/s3-service.js');
const { glueService } = await load('glue/glue-service.js');
const { firehoseService } = await load('firehose/firehose-service.js');
const s3 = s3Service({ directory });
const glue = glueService({});
const firehose = firehoseService({ store: s3.store, catalog: glue.catalog });
const services = { kinesis: kinesisService({}), sqs: sqsService({}), s3, firehose };
const front = await startFront(Object.values(services));
console.log(front.url);

/** A call is `{ "service": "sqs", "method": "faults.throttle", "with": [3] }`. */
for await (const line of createInterface({ input: process.stdin })) {
  const { service, method, with: values } = JSON.parse(line);
  const path = method.split('.');
  const owner = path.slice(0, -1).reduce((object, name) => object[name], services[service]);
  owner[path.at(-1)](...values);
  console.log('done');
}
await front.close();
