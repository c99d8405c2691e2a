/** Widgets of a dashboard: graphs of metrics, and the state of alarms. Twenty-four columns, filled row by row. */
import type { Metric } from '../metrics.js';
import type { Value } from '../template.js';

export interface Line {
  readonly label: string;
  /** A metric, or what is worked out of several that are not shown. */
  readonly of: Metric | { readonly expression: string; readonly metrics: Readonly<Record<string, Metric>> };
}

export interface Graph {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  /** A line across, where an alarm begins. */
  readonly limit?: { readonly label: string; readonly value: number };
  /** Seconds that one datum stands for. */
  readonly period?: number;
}

/** All that a graph shows. */
export const metricsOfGraph = ({ lines }: Graph): readonly Metric[] =>
  lines.flatMap(({ of }) => ('expression' in of ? Object.values(of.metrics) : [of]));

const WIDTH = 24;
const GRAPH = { width: 8, height: 6 };

export function graphs(all: readonly Graph[], region: string, top: number): Value[] {
  const inRow = WIDTH / GRAPH.width;
  return all.map((graph, at) => ({
    type: 'metric',
    x: (at % inRow) * GRAPH.width,
    y: top + Math.floor(at / inRow) * GRAPH.height,
    ...GRAPH,
    properties: properties(graph, region),
  }));
}

const properties = ({ title, unit, lines, limit, period = 60 }: Graph, region: string): Value => ({
  title,
  region,
  view: 'timeSeries',
  stacked: false,
  period,
  yAxis: { left: { label: unit, showUnits: false, min: 0 } },
  metrics: lines.flatMap(metrics),
  ...(limit && { annotations: { horizontal: [limit] } }),
});

/** Ids are the dashboard's own within a graph, so each line gets its own. */
function metrics({ label, of }: Line, line: number): Value[] {
  if (!('expression' in of)) return [[...series(of), { label, stat: of.statistic }]];
  const id = (name: string): string => `l${line}${name}`;
  const names = Object.keys(of.metrics);
  const expression = of.expression.replaceAll(/\b[a-z]\w*\b/g, (word) => (names.includes(word) ? id(word) : word));
  return [
    [{ expression, label, id: `l${line}` }],
    ...Object.entries(of.metrics).map(([name, metric]): Value => [
      ...series(metric),
      { id: id(name), stat: metric.statistic, visible: false },
    ]),
  ];
}

const series = ({ namespace, name, dimensions }: Metric): string[] => [
  namespace,
  name,
  ...Object.entries(dimensions).flat(),
];

export const alarmStates = (title: string, arns: readonly string[], height: number): Value => ({
  type: 'alarm',
  x: 0,
  y: 0,
  width: WIDTH,
  height,
  properties: { title, alarms: [...arns] },
});
