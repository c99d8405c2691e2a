/** CloudWatch, asked by AWS's own client; and by hand in the older protocol. */
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DeleteDashboardsCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  InvalidParameterValueException,
  ListMetricsCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudWatchService } from '../../../../local/services/cloudwatch/cloudwatch-service.js';
import { evaluate } from '../../../../local/services/cloudwatch/metric-math.js';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const START = Date.UTC(2026, 0, 1);
const minute = (count: number): Date => new Date(START + count * 60_000);
let now = minute(5).getTime();
let front: Front;
let client: CloudWatchClient;
const service = cloudWatchService({ now: () => now });
const dimensions = [{ Name: 'Application', Value: 'counts' }];

beforeAll(async () => {
  front = await startFront([service]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new CloudWatchClient({ endpoint: front.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await front.close();
});

const put = (...values: readonly (readonly [Date, number])[]) =>
  client.send(
    new PutMetricDataCommand({
      Namespace: 'Ours',
      MetricData: values.map(([Timestamp, Value]) => ({
        MetricName: 'lag',
        Dimensions: dimensions,
        Timestamp,
        Value,
        Unit: 'Seconds',
      })),
    }),
  );

test('data are put, listed, and added up by period', async () => {
  await put([minute(0), 1], [new Date(START + 30_000), 3], [minute(1), 10]);
  await expect(client.send(new ListMetricsCommand({ Namespace: 'Ours' }))).resolves.toMatchObject({
    Metrics: [{ Namespace: 'Ours', MetricName: 'lag', Dimensions: dimensions }],
  });
  const { Datapoints: points } = await client.send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: 'Ours', MetricName: 'lag', Dimensions: dimensions, Period: 60 },
      ...{
        StartTime: minute(0),
        EndTime: minute(5),
        Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
      },
    }),
  );
  expect(points).toEqual([
    { Timestamp: minute(0), Sum: 4, Average: 2, Minimum: 1, Maximum: 3, SampleCount: 2, Unit: 'Seconds' },
    { Timestamp: minute(1), Sum: 10, Average: 10, Minimum: 10, Maximum: 10, SampleCount: 1, Unit: 'Seconds' },
  ]);
});

test('data and expressions over them are read together', async () => {
  const { MetricDataResults: results } = await client.send(
    new GetMetricDataCommand({
      ...{ StartTime: minute(0), EndTime: minute(3), ScanBy: 'TimestampAscending' },
      MetricDataQueries: [
        {
          Id: 'm1',
          MetricStat: {
            Metric: { Namespace: 'Ours', MetricName: 'lag', Dimensions: dimensions },
            Period: 60,
            Stat: 'Maximum',
          },
          ReturnData: false,
        },
        { Id: 'doubled', Expression: '2 * m1' },
        { Id: 'rate', Expression: 'RATE(m1)' },
      ],
    }),
  );
  expect(results).toMatchObject([
    { Id: 'doubled', Timestamps: [minute(0), minute(1)], Values: [6, 20], StatusCode: 'Complete' },
    { Id: 'rate', Timestamps: [minute(1)], Values: [7 / 60] },
  ]);
});

test('a namespace of AWS is for AWS, but for the services beside it', async () => {
  const command = new PutMetricDataCommand({ Namespace: 'AWS/Ours', MetricData: [{ MetricName: 'a', Value: 1 }] });
  await expect(client.send(command)).rejects.toThrow(InvalidParameterValueException);
  service.put('AWS/Ours', [{ name: 'a', dimensions: {}, value: 1, timestamp: START }]);
  await expect(client.send(new ListMetricsCommand({ Namespace: 'AWS/Ours' }))).resolves.toMatchObject({
    Metrics: [{ MetricName: 'a' }],
  });
});

test('much data comes compressed', async () => {
  const MetricData = Array.from({ length: 900 }, (_, index) => ({ MetricName: `m${index}`, Value: index }));
  await client.send(new PutMetricDataCommand({ Namespace: 'Many', MetricData }));
  const { Metrics: first, NextToken } = await client.send(new ListMetricsCommand({ Namespace: 'Many' }));
  const { Metrics: rest } = await client.send(new ListMetricsCommand({ Namespace: 'Many', NextToken }));
  expect([first?.length, rest?.length]).toEqual([500, 400]);
});

const alarm = (more: Partial<PutMetricAlarmCommandInput>) =>
  client.send(
    new PutMetricAlarmCommand({
      ...{
        AlarmName: 'lag',
        Namespace: 'Ours',
        MetricName: 'lag',
        Dimensions: dimensions,
        Statistic: 'Maximum',
        Period: 60,
      },
      ...{ EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold' },
      ...more,
    }),
  );
const state = async (): Promise<string | undefined> => {
  const { MetricAlarms: alarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['lag'] }));
  return alarms?.[0]?.StateValue;
};

test('an alarm is judged by the newest data', async () => {
  await alarm({});
  now = minute(1).getTime() + 1_000;
  expect(await state()).toBe('ALARM');
  await put([minute(2), 2]);
  now = minute(2).getTime() + 1_000;
  expect(await state()).toBe('OK');
  now = minute(60).getTime();
  expect(await state()).toBe('INSUFFICIENT_DATA');
  await alarm({ TreatMissingData: 'breaching' });
  expect(await state()).toBe('ALARM');
  await client.send(new DeleteAlarmsCommand({ AlarmNames: ['lag'] }));
  expect(await state()).toBeUndefined();
});

test('dashboards are kept as they are', async () => {
  const DashboardBody = JSON.stringify({ widgets: [] });
  const named = { DashboardName: 'counts' };
  await client.send(new PutDashboardCommand({ ...named, DashboardBody }));
  await expect(client.send(new GetDashboardCommand(named))).resolves.toMatchObject({ ...named, DashboardBody });
  await client.send(new DeleteDashboardsCommand({ DashboardNames: ['counts'] }));
  await expect(client.send(new GetDashboardCommand(named))).rejects.toThrow('Dashboard counts does not exist');
});

test('the query protocol is understood too', async () => {
  const ask = (body: string) =>
    fetch(front.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/monitoring/aws4_request',
      },
      body,
    });
  const put_ = await ask(
    'Action=PutMetricData&Version=2010-08-01&Namespace=Old&MetricData.member.1.MetricName=a&MetricData.member.1.Value=1.5',
  );
  expect(put_.status).toBe(200);
  const listed = await (await ask('Action=ListMetrics&Version=2010-08-01&Namespace=Old')).text();
  expect(listed).toContain('<ListMetricsResult><Metrics><member><Namespace>Old</Namespace><MetricName>a</MetricName>');
  const wrong = await (
    await ask(
      'Action=PutMetricData&Version=2010-08-01&Namespace=Old&MetricData.member.1.MetricName=a&MetricData.member.1.Value=x',
    )
  ).text();
  expect(wrong).toContain('<Code>InvalidParameterValue</Code>');
});

const series = (...values: readonly number[]): ReadonlyMap<number, number> =>
  new Map(values.map((value, index) => [START + index * 60_000, value]));
const known: Readonly<Record<string, ReadonlyMap<number, number>>> = {
  a: series(1, 2, 3),
  b: series(10, 0, 30),
  c: series(5),
};

test.each([
  ['a + b * 2', [21, 2, 63]],
  ['(a + b) * 2', [22, 4, 66]],
  ['100 * a / b', [10, 10]],
  ['MAX([a, b])', [10, 2, 30]],
  ['MAX(a, b)', [10, 2, 30]],
  ['SUM([a, b, c])', [16, 2, 33]],
  ['RATE(b)', [-10 / 60, 30 / 60]],
  ['FILL(c, 0)', [5, 0, 0]],
  ['FILL(c, REPEAT)', [5, 5, 5]],
  ['IF(b > 5, a, 0)', [1, 0, 3]],
  ['-a', [-1, -2, -3]],
])('%s', (expression, expected) => {
  const window = { from: START, to: START + 180_000, periodMs: 60_000 };
  const value = evaluate(expression, (id) => known[id] ?? 0, window);
  expect(typeof value === 'number' ? value : [...value.values()]).toEqual(expected);
});

test('a function that is not there is refused', () => {
  const window = { from: START, to: START, periodMs: 60_000 };
  expect(() => evaluate('ANOMALY_DETECTION_BAND(a)', () => 0, window)).toThrow(/no function ANOMALY_DETECTION_BAND/);
});
