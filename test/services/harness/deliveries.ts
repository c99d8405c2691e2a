/** Notes when each event was handed to the delivery stream: what was written twice must have been read twice. */
import type { LocalService } from '../../../local/services/front/service.js';
import type { Recovery } from './recoveries.js';

export class Deliveries {
  private readonly times = new Map<string, number[]>();

  /** Listens in front of the service. */
  constructor(service: LocalService) {
    const handle = service.handle.bind(service);
    service.handle = (request) => {
      if (request.target?.startsWith('PutRecord') === true) this.note(request.body.toString('utf8'));
      return handle(request);
    };
  }

  /** Events that came too often although no recovery had their rows read again. */
  unexplained(extras: ReadonlyMap<string, number>, recoveries: readonly Recovery[]): string[] {
    return [...extras.keys()].filter((event) => {
      const times = this.times.get(event) ?? [];
      return !recoveries.some(({ from, to }) => times.some((time) => time >= from && time <= to));
    });
  }

  private note(body: string): void {
    const now = Date.now();
    const { Records: records = [], Record: record } = JSON.parse(body) as {
      Records?: readonly { Data: string }[];
      Record?: { Data: string };
    };
    for (const { Data: data } of record ? [record] : records) {
      for (const [, event = ''] of Buffer.from(data, 'base64')
        .toString('utf8')
        .matchAll(/"eventId":"([^"]*)"/g)) {
        const times = this.times.get(event);
        if (times) times.push(now);
        else this.times.set(event, [now]);
      }
    }
  }
}
