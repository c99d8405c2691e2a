"""
The golden templates become stacks on MiniStack, and every resource is read back through the API of its own service. What is
looked for is written down here by hand, not taken from the template; of alarms and the dashboard, what must be watched is.
"""

import json
import pathlib
import time

import yaml

from _ministack import ministack
from _verdicts import Verdicts

GOLDEN = pathlib.Path(__file__).parent.parent / "deploy" / "infrastructure" / "golden"
ACCOUNT, REGION = "123456789012", "eu-central-1"
CREATED_WITHIN_S = 60
LONGEST_BODY = 51_200
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"

verdicts = Verdicts()
check, equal = verdicts.check, verdicts.equal


def is_math(resource):
    """Whether an alarm is worked out of several metrics."""
    return resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]


def body_of(client, template):
    """What is too long for a request goes through a bucket, as `aws cloudformation deploy --s3-bucket` does it."""
    text = json.dumps(template, default=str)
    if len(text) <= LONGEST_BODY:
        return {"TemplateBody": text}
    s3 = client("s3")
    s3.create_bucket(Bucket="templates", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="templates", Key="template.json", Body=text.encode())
    return {"TemplateURL": f"{s3.meta.endpoint_url}/templates/template.json"}


def create(client, name):
    """
    A stack of a golden file; gives its outputs, and the alarms that are worked out of several metrics. MiniStack makes none of
    those, and keeps only their thresholds when they are put through CloudWatch's own API: that they fit the service model is
    seen by boto3, and what they watch in what was put.
    """
    template = yaml.safe_load((GOLDEN / f"{name}.yaml").read_text())
    resources = template["Resources"]
    math = [resources.pop(each)["Properties"] for each in list(resources) if is_math(resources[each])]
    cloudformation = client("cloudformation")
    cloudformation.create_stack(StackName=name, Capabilities=["CAPABILITY_NAMED_IAM"], **body_of(client, template))
    end = time.monotonic() + CREATED_WITHIN_S
    while True:
        stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS") or time.monotonic() > end:
            break
        time.sleep(0.2)
    if stack["StackStatus"] != "CREATE_COMPLETE":
        for event in cloudformation.describe_stack_events(StackName=name)["StackEvents"]:
            if "FAILED" in event["ResourceStatus"]:
                print(event["LogicalResourceId"], event.get("ResourceStatusReason"))
    check(f"the stack {name} is complete", stack["StackStatus"] == "CREATE_COMPLETE", stack["StackStatus"])
    for table_of in [each["Properties"] for each in resources.values() if each["Type"] == "AWS::DynamoDB::Table"]:
        if "TimeToLiveSpecification" in table_of:
            # MiniStack's CloudFormation leaves it out.
            told = {key: table_of[key] for key in ("TableName", "TimeToLiveSpecification")}
            client("dynamodb").update_time_to_live(**told)
    for properties in math:
        told = {kind: [arn("sns", f"{name}-alerts")] for kind in ("AlarmActions", "OKActions")}
        client("cloudwatch").put_metric_alarm(**{**properties, **told})
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    return outputs, {each["AlarmName"]: each["Metrics"] for each in math}


def stream(client, name, hours, kms=None):
    """On demand, kept for so many hours."""
    found = client("kinesis").describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]
    equal(f"mode of {name}", found["StreamModeDetails"]["StreamMode"], "ON_DEMAND")
    equal(f"retention of {name}", found["RetentionPeriodHours"], hours)


def table(client, name, key, ttl=None):
    """The key with its types, paid per request, and the attribute by which items go."""
    dynamodb = client("dynamodb")
    found = dynamodb.describe_table(TableName=name)["Table"]
    types = {each["AttributeName"]: each["AttributeType"] for each in found["AttributeDefinitions"]}
    schema = [(each["AttributeName"], each["KeyType"], types[each["AttributeName"]]) for each in found["KeySchema"]]
    equal(f"key of {name}", schema, key)
    equal(f"billing of {name}", found.get("BillingModeSummary", {}).get("BillingMode"), "PAY_PER_REQUEST")
    live = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    equal(f"time to live of {name}", live.get("AttributeName") if live["TimeToLiveStatus"] == "ENABLED" else None, ttl)


def lake_table(client, database, name, columns, partitions, location):
    """The columns of the output as Hive has them, Parquet, and partitions that Athena works out."""
    found = client("glue").get_table(DatabaseName=database, Name=name)["Table"]
    storage = found["StorageDescriptor"]
    equal(f"columns of {name}", [(each["Name"], each["Type"]) for each in storage["Columns"]], columns)
    equal(f"partitions of {name}", [each["Name"] for each in found["PartitionKeys"]], partitions)
    equal(f"location of {name}", storage["Location"], location)
    check(f"{name} is Parquet", "ParquetHiveSerDe" in storage["SerdeInfo"]["SerializationLibrary"])
    equal(f"projection of {name}", found["Parameters"]["projection.enabled"], "true")
    folders = "".join(f"{each}=${{{each}}}/" for each in partitions)
    equal(f"folders of {name}", found["Parameters"]["storage.location.template"], location + folders)


def delivery_stream(client, name, prefix, table_name, database, dynamic):
    """Conversion to Parquet by the table, buffers as conversion wants them, dynamic partitioning where asked for."""
    found = client("firehose").describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
    to = found["Destinations"][0]["ExtendedS3DestinationDescription"]
    equal(f"prefix of {name}", to["Prefix"], prefix)
    check(f"errors of {name} have a place of their own", to["ErrorOutputPrefix"].startswith(f"errors/{name}/"))
    equal(f"buffer of {name}", to["BufferingHints"], {"SizeInMBs": 64, "IntervalInSeconds": 300})
    equal(f"compression of {name}", to["CompressionFormat"], "UNCOMPRESSED")
    conversion = to["DataFormatConversionConfiguration"]
    check(f"conversion of {name}", conversion["Enabled"] is True)
    parquet = conversion["OutputFormatConfiguration"]["Serializer"]["ParquetSerDe"]
    equal(f"codec of {name}", parquet["Compression"], "SNAPPY")
    check(f"input of {name}", "OpenXJsonSerDe" in conversion["InputFormatConfiguration"]["Deserializer"])
    schema = conversion["SchemaConfiguration"]
    equal(f"schema of {name}", (schema["DatabaseName"], schema["TableName"]), (database, table_name))
    equal(f"dynamic partitioning of {name}", to.get("DynamicPartitioningConfiguration", {}).get("Enabled", False), dynamic)
    check(f"role of {name}", to["RoleARN"].startswith(f"arn:aws:iam::{ACCOUNT}:role/"), to["RoleARN"])
    return to


def bucket(client, name):
    """Closed to the public, over TLS only."""
    s3 = client("s3")
    closed = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    check(f"{name} is closed", all(closed.values()) and len(closed) == 4, closed)
    policy = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])
    equal(f"policy of {name}", policy["Statement"][0]["Condition"], {"Bool": {"aws:SecureTransport": "false"}})


def actions(client, role):
    """The actions of a role's policies by the ARNs they are allowed on."""
    iam = client("iam")
    allowed = {}
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        for statement in iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]["Statement"]:
            resources = statement["Resource"]
            for resource in [resources] if isinstance(resources, str) else resources:
                allowed.setdefault(resource, set()).update(statement["Action"])
    return allowed


def trust(client, role, service, application=None):
    """Who may take the role on."""
    statement = client("iam").get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]["Statement"][0]
    equal(f"who takes on {role}", statement["Principal"], {"Service": service})
    condition = statement["Condition"]
    equal(f"for which account {role} is", condition["StringEquals"], {"aws:SourceAccount": ACCOUNT})
    if application:
        source = f"arn:aws:kinesisanalytics:{REGION}:{ACCOUNT}:application/{application}"
        equal(f"for which application {role} is", condition["ArnLike"], {"aws:SourceArn": source})


def logs(client, group, streams):
    """The group with its retention, and its streams."""
    service = client("logs")
    found = service.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    equal(f"retention of {group}", [each.get("retentionInDays") for each in found], [30])
    names = {each["logStreamName"] for each in service.describe_log_streams(logGroupName=group)["logStreams"]}
    equal(f"streams of {group}", names, streams)


def alarms(client, math, prefix, topic, wanted):
    """Each alarm by its name: metric or expression, threshold, what missing data mean, and that the topic is told."""
    found = {
        each["AlarmName"]: each
        for page in client("cloudwatch").get_paginator("describe_alarms").paginate(AlarmNamePrefix=prefix)
        for each in page["MetricAlarms"]
    }
    equal(f"alarms of {prefix}", sorted(found), sorted(f"{prefix}{name}" for name in wanted))
    for name, (what, threshold, missing) in wanted.items():
        alarm = found.get(f"{prefix}{name}")
        if alarm is None:
            continue
        metrics = math.get(f"{prefix}{name}", [])
        expression = next((each["Expression"] for each in metrics if "Expression" in each), alarm.get("MetricName"))
        equal(f"what {name} watches", expression, what)
        equal(f"when {name} goes off", (alarm["ComparisonOperator"], alarm["Threshold"]), ("GreaterThanThreshold", threshold))
        equal(f"what no data mean for {name}", alarm["TreatMissingData"], missing)
        equal(f"whom {name} tells", alarm["AlarmActions"], [topic])


def dashboard(client, name, wanted):
    """The titles of its graphs, and that each widget has a place of its own."""
    body = json.loads(client("cloudwatch").get_dashboard(DashboardName=name)["DashboardBody"])
    titles = [widget["properties"].get("title", "") for widget in body["widgets"]]
    for title in wanted:
        check(f"the dashboard shows {title}", any(each.startswith(title) for each in titles), titles)
    places = [(widget["x"], widget["y"]) for widget in body["widgets"]]
    equal("widgets have places of their own", len(set(places)), len(places))
    check("nothing is too wide", all(widget["x"] + widget["width"] <= 24 for widget in body["widgets"]))


GRAPHS = ["Throughput", "Latency", "Batches", "Consumer lag", "Errors", "Checkpoints", "KPUs", "Refused for now"]

APPLICATION = {
    "not-running": ("MAX([m1, m2])", 0, "breaching"),
    "restarts": ("RATE(m1)", 0, "notBreaching"),
    "failed-checkpoints": ("IF(running > 600000, RATE(failed), 0)", 0, "notBreaching"),
}
LETTERS = "FILL(undecodable, 0) + FILL(invalid, 0) + FILL(late, 0) + FILL(rejected, 0)"
ERROR_RATE = (f"100 * ({LETTERS}) / read", 1, "notBreaching")
INDEX_THROTTLED = ("RATE(FILL(m1, 0))", 0, "notBreaching")


def source_alarms(source):
    """Those of one source."""
    return {
        f"iterator-age-{source}": ("GetRecords.IteratorAgeMilliseconds", 60_000, "notBreaching"),
        f"lag-{source}": ("eventTimeLag", 300_000, "notBreaching"),
        f"expired-{source}": ("RATE(FILL(m1, 0))", 0, "notBreaching"),
        f"throttled-stream-{source}": ("WriteProvisionedThroughputExceeded", 0, "notBreaching"),
    }


def arn(service, resource):
    """Of the account and region."""
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def title_popularity(client):
    """The pipeline of this repository, with nothing said beyond what must be."""
    outputs, math = create(client, "title-popularity")
    stream(client, "playback", 168)
    table(client, "title-popularity", [("titleId", "HASH", "S"), ("slot", "RANGE", "S")])
    columns = [
        ("eventid", "string"), ("userid", "string"), ("titleid", "string"), ("kind", "string"), ("device", "string"),
        ("watchedseconds", "double"), ("at", "timestamp"),
    ]
    lake = f"title-popularity-lake-{ACCOUNT}-{REGION}"
    arrival = ["arrival_date", "arrival_hour"]
    lake_table(client, "title_popularity", "playback_raw", columns, arrival, f"s3://{lake}/playback-raw/")
    delivery_stream(
        client, "playback-raw",
        "playback-raw/arrival_date=!{timestamp:yyyy-MM-dd}/arrival_hour=!{timestamp:HH}/",
        "playback_raw", "title_popularity", False,
    )
    bucket(client, lake)
    queue_url = client("sqs").get_queue_url(QueueName="title-popularity-dead-letters")["QueueUrl"]
    attributes = client("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=["All"])["Attributes"]
    equal("how long dead letters are kept", attributes["MessageRetentionPeriod"], "1209600")
    logs(client, "/pipectl/title-popularity", {"flink", "firehose-playback-raw"})
    trust(client, "title-popularity", "kinesisanalytics.amazonaws.com", "title-popularity")
    equal("what title-popularity may do", actions(client, "title-popularity"), {
        "arn:aws:s3:::acme-artifacts/pipectl/title-popularity/*": {"s3:GetObject", "s3:GetObjectVersion"},
        arn("logs", "log-group:*"): {"logs:DescribeLogGroups"},
        arn("logs", "log-group:/pipectl/title-popularity:*"): {"logs:DescribeLogStreams"},
        arn("logs", "log-group:/pipectl/title-popularity:log-stream:flink"): {"logs:PutLogEvents"},
        arn("kinesis", "stream/playback"): {
            "kinesis:ListShards", "kinesis:DescribeStreamSummary", "kinesis:GetShardIterator", "kinesis:GetRecords",
        },
        arn("firehose", "deliverystream/playback-raw"): {"firehose:PutRecordBatch"},
        arn("dynamodb", "table/title-popularity"): {"dynamodb:DescribeTable", "dynamodb:BatchWriteItem"},
        arn("es", "domain/titles/title-popularity-live/_bulk"): {"es:ESHttpPost"},
        arn("sqs", "title-popularity-dead-letters"): {"sqs:GetQueueUrl", "sqs:SendMessage"},
    })
    equal("the role that is told", outputs.get("Role"), f"arn:aws:iam::{ACCOUNT}:role/title-popularity")
    topic = arn("sns", "title-popularity-alerts")
    equal("the topic that is told", outputs.get("AlertsTopic"), topic)
    alarms(client, math, "title-popularity-", topic, {
        **APPLICATION,
        **source_alarms("playback"),
        "throttled-delivery-stream-playback-raw": ("ThrottledRecords", 0, "notBreaching"),
        "throttled-table-title-popularity": ("WriteThrottleEvents", 0, "notBreaching"),
        "throttled-index-title-popularity-live": INDEX_THROTTLED,
        "error-rate": ERROR_RATE,
        "dead-letters": ("ApproximateNumberOfMessagesVisible", 0, "notBreaching"),
    })
    idle = [each["MetricStat"]["Metric"] for each in math["title-popularity-not-running"] if "MetricStat" in each]
    equal("when it does not run", [each["MetricName"] for each in idle], ["restartingTime", "failingTime"])
    equal("whose metrics these are", {each["Namespace"] for each in idle}, {"AWS/KinesisAnalytics"})
    dashboard(client, "title-popularity", [*GRAPHS, "Dead letters that wait"])


def everything(client):
    """One of everything, with a key, a network and tags."""
    _, math = create(client, "everything")
    for name in ["orders", "orders-copy"]:
        stream(client, name, 168, KEY)
    table(client, "users", [("userId", "HASH", "S")])
    table(client, "countries", [("country", "HASH", "S"), ("windowStart", "RANGE", "S")], "deleteAt")
    table(client, "new-users", [("userId", "HASH", "S")])
    columns = [
        ("orderid", "string"), ("userid", "string"), ("amount", "bigint"),
        ("items", "array<struct<sku:string,count:double>>"), ("gift", "boolean"), ("note", "string"), ("at", "timestamp"),
    ]
    lake = f"everything-lake-{ACCOUNT}-{REGION}"
    event = ["event_date", "event_hour"]
    lake_table(client, "everything", "orders_by_time", columns, event, f"s3://{lake}/orders-by-time/")
    to = delivery_stream(
        client, "orders-by-time",
        "orders-by-time/event_date=!{partitionKeyFromQuery:event_date}/event_hour=!{partitionKeyFromQuery:event_hour}/",
        "orders_by_time", "everything", True,
    )
    query = {each["ParameterName"]: each["ParameterValue"] for each in to["ProcessingConfiguration"]["Processors"][0]["Parameters"]}
    equal("what Firehose reads of a row", query, {
        "MetadataExtractionQuery": '{event_date: ."at"[0:10], event_hour: ."at"[11:13]}', "JsonParsingEngine": "JQ-1.6",
    })
    for name in [lake, "acme-letters"]:
        bucket(client, name)
    allowed = actions(client, "everything")
    equal("what it may do to a table with onlyIfNewer", allowed[arn("dynamodb", "table/new-users")],
          {"dynamodb:DescribeTable", "dynamodb:PutItem", "dynamodb:DeleteItem"})
    equal("what it may do to a table it looks into", allowed[arn("dynamodb", "table/users")],
          {"dynamodb:DescribeTable", "dynamodb:BatchGetItem"})
    equal("where its letters go", allowed["arn:aws:s3:::acme-letters/everything/*"], {"s3:PutObject"})
    equal("what it may do with the key", allowed[KEY], {"kms:Decrypt", "kms:GenerateDataKey"})
    check("it joins its own network only", {each for each in allowed if ":ec2:" in each} == {
        arn("ec2", "network-interface/*"), arn("ec2", "subnet/subnet-0a1b2c3d"), arn("ec2", "subnet/subnet-1a1b2c3d"),
        arn("ec2", "security-group/sg-0a1b2c3d"),
    }, sorted(allowed))
    equal("nothing is allowed on everything but to see the network", allowed["*"], {
        f"ec2:Describe{what}" for what in ["Vpcs", "Subnets", "SecurityGroups", "DhcpOptions", "NetworkInterfaces"]
    })
    alarms(client, math, "everything-", arn("sns", "everything-alerts"), {
        **APPLICATION,
        **source_alarms("orders"),
        "throttled-delivery-stream-orders-by-arrival": ("ThrottledRecords", 0, "notBreaching"),
        "throttled-delivery-stream-orders-by-time": ("ThrottledRecords", 0, "notBreaching"),
        "throttled-stream-orders-copy": ("WriteProvisionedThroughputExceeded", 0, "notBreaching"),
        "throttled-table-countries": ("WriteThrottleEvents", 0, "notBreaching"),
        "throttled-table-new-users": ("WriteThrottleEvents", 0, "notBreaching"),
        "throttled-index-users-live": INDEX_THROTTLED,
        "error-rate": ERROR_RATE,
        "dead-letters": (LETTERS, 0, "notBreaching"),
    })
    dashboard(client, "everything", GRAPHS)


with ministack(ACCOUNT, REGION) as clients:
    title_popularity(clients)
    everything(clients)
verdicts.end()
