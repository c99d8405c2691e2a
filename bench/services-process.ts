/** The services of a pipeline in a process of their own: says where they are, and its memory when asked. */
import type { Resource } from '../compiler/ir/resources.js';
import { startServices } from '../local/services/start.js';

const [directory = '', needs = '[]'] = process.argv.slice(2);
const services = await startServices({ needs: JSON.parse(needs) as Resource[], directory, shards: 4 });
process.send?.({ endpoint: services.endpoint, opensearch: services.opensearch?.url ?? null, lake: services.lake('.') });
process.on('message', () => process.send?.({ rss: process.memoryUsage.rss() }));
process.on('disconnect', () => void services.close().finally(() => process.exit()));
