// Smallest and largest, first and latest by event time; first and latest take rows too.
import { firehose, first, hop, kinesis, latest, max, min, minutes, pipeline, seconds } from 'pipectl';

interface Reading {
  sensor: string;
  value: number;
  ticks: bigint;
  label: string;
  position: { x: number; y: number };
  at: Date;
}

const readings = kinesis<Reading>({ stream: 'readings', time: (r) => r.at, outOfOrder: seconds(30) });

const extremes = readings
  .keyBy((r) => ({ sensor: r.sensor }))
  .window(hop(minutes(10), { every: minutes(5) }))
  .aggregate({
    lowest: min((r) => r.value),
    highest: max((r) => r.value),
    mostTicks: max((r) => r.ticks),
    lastLabel: max((r) => r.label),
    earliest: min((r) => r.at),
    firstValue: first((r) => r.value),
    latestPosition: latest((r) => r.position),
  });

export default pipeline('extremes', [extremes.to(firehose({ deliveryStream: 'extremes' }))]);
