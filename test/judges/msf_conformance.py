"""botocore's service models as the judge of the local control plane, CloudWatch, CloudWatch Logs and IAM.

Every answer must fit the output shape of its operation, with nothing missing and nothing besides; and inputs at and
beyond each bound of the model must be taken and refused, with an error that the model knows.
"""

import json
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

import boto3
import botocore.exceptions
from botocore.config import Config
from botocore.validate import ParamValidator

passed = 0
failed = 0


def verdict(ok, what):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"FAILED  {what}")


def watch(api):
    """botocore drops members that it does not know, so they are looked for in what came over the wire."""

    def check(parsed, model, http_response, **_):
        if http_response.status_code == 200 and model.output_shape and http_response.content.startswith(b"{"):
            found = unknown(json.loads(http_response.content), model.output_shape, model.name)
            verdict(not found, f"unknown members: {', '.join(found)}")

    api.meta.events.register("after-call", check)
    return api


def client(service, url):
    config = Config(parameter_validation=False, retries={"max_attempts": 0, "mode": "standard"})
    return watch(boto3.client(
        service, endpoint_url=url, region_name="us-east-1", aws_access_key_id="local",
        aws_secret_access_key="local", config=config))


# Answers


def problems(value, shape, at):
    """What does not fit, by the bounds that ParamValidator does not look at."""
    kind = shape.type_name
    if kind == "structure":
        found = [f"{at}.{name} is missing" for name in shape.required_members if name not in value]
        for name, each in value.items():
            member = shape.members.get(name)
            found += [f"{at}.{name} is unknown"] if member is None else problems(each, member, f"{at}.{name}")
        return found
    if kind == "list":
        return [p for i, each in enumerate(value) for p in problems(each, shape.member, f"{at}[{i}]")]
    if kind == "map":
        return [p for key, each in value.items() for p in problems(each, shape.value, f"{at}.{key}")]
    bounds = shape.metadata
    found = []
    if kind == "string" and isinstance(value, str):
        if not bounds.get("min", 0) <= len(value) <= bounds.get("max", 1 << 60):
            found.append(f"{at} has {len(value)} characters")
        if bounds.get("pattern") and not re.fullmatch(pattern_of(bounds["pattern"]), value, re.S):
            found.append(f"{at} does not match {bounds['pattern']}")
        if shape.enum and value not in shape.enum:
            found.append(f"{at} is {value}")
    if kind in ("integer", "long") and not bounds.get("min", value) <= value <= bounds.get("max", value):
        found.append(f"{at} is {value}")
    return found


def pattern_of(pattern):
    """Java's spelling of what Python writes otherwise."""
    return pattern.replace("\\p{IsLetter}", "a-zA-Z").replace("9-_.", "9_.\\-").replace("9-_+", "9_+\\-")


def fits(api, operation, answer):
    model = api.meta.service_model.operation_model(operation)
    shape = model.output_shape
    body = {key: value for key, value in answer.items() if key != "ResponseMetadata"}
    if shape is None:
        return verdict(not body, f"{operation}: answers {body}")
    # botocore gives the documents of policies as what they hold.
    body = as_texts(body)
    report = ParamValidator().validate(body, shape)
    found = ([report.generate_report()] if report.has_errors() else []) + problems(body, shape, operation)
    verdict(not found, f"{operation}: {'; '.join(found)}")


def as_texts(value, name=""):
    if name.endswith("PolicyDocument"):
        return value if isinstance(value, str) else json.dumps(value)
    if isinstance(value, dict):
        return {key: as_texts(each, key) for key, each in value.items()}
    return [as_texts(each) for each in value] if isinstance(value, list) else value


def method(api, operation):
    return getattr(api, {v: k for k, v in api.meta.method_to_api_mapping.items()}[operation])


def call(api, operation, **given):
    answer = method(api, operation)(**given)
    fits(api, operation, answer)
    return answer


def refused(api, operation, code, **given):
    try:
        method(api, operation)(**given)
        verdict(False, f"{operation} {given}: taken, and should be {code}")
    except botocore.exceptions.ClientError as error:
        verdict(error.response["Error"]["Code"] == code, f"{operation}: {error}, and should be {code}")


def unknown(value, shape, at):
    if shape.type_name == "structure" and isinstance(value, dict):
        return [p for name, each in value.items() for p in (
            [f"{at}.{name}"] if name not in shape.members else unknown(each, shape.members[name], f"{at}.{name}"))]
    if shape.type_name == "list" and isinstance(value, list):
        return [p for each in value for p in unknown(each, shape.member, at)]
    return []


# Inputs at and beyond each bound


def sample(shape):
    """A value of the shape, small."""
    kind, bounds = shape.type_name, shape.metadata
    if kind == "string":
        if shape.enum:
            return shape.enum[0]
        shortest = 24 if bounds.get("pattern", "").startswith("arn:") else max(bounds.get("min", 1), 1)
        return text_of(bounds, shortest)
    if kind in ("integer", "long"):
        return bounds.get("min", 1)
    if kind == "boolean":
        return True
    if kind == "timestamp":
        return datetime.now(timezone.utc)
    if kind == "blob":
        return b"x"
    if kind == "list":
        return [sample(shape.member) for _ in range(max(bounds.get("min", 0), 1))]
    if kind == "map":
        return {sample(shape.key): sample(shape.value)}
    return {name: sample(shape.members[name]) for name in shape.required_members}


def text_of(bounds, length):
    pattern = bounds.get("pattern", "")
    if pattern.startswith("arn:"):
        return "arn:aws:s3:::artifacts"[:length].ljust(length, "x") if length >= 4 else "arn:"[:length]
    if "[01][0-9]" in pattern:
        return "03:00"
    return "a" * length


SKIPPED = re.compile(r"Sql|Zeppelin|Vpc|ZipFileContent|TextContent|Timestamp")


def places(shape, path=()):
    """Every member below, with the way to it."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if not SKIPPED.search(name):
                yield path + (name,), member, name in shape.required_members
                yield from places(member, path + (name,))
    elif shape.type_name == "list":
        yield from places(shape.member, path + (0,))


def with_value(shape, path, value):
    """The smallest input that holds the value at the place; ABSENT leaves it out."""
    if not path:
        return value
    if shape.type_name == "list":
        return [with_value(shape.member, path[1:], value)]
    made = {name: sample(shape.members[name]) for name in shape.required_members}
    if len(path) == 1 and value is ABSENT:
        made.pop(path[0], None)
    else:
        made[path[0]] = with_value(shape.members[path[0]], path[1:], value)
    return made


ABSENT = object()


def variants(shape, required):
    """(what, value, whether it is taken)"""
    kind, bounds = shape.type_name, shape.metadata
    least, most = bounds.get("min"), bounds.get("max")
    if required:
        yield "absent", ABSENT, False
    if kind == "string":
        if shape.enum:
            yield "no such value", "NO_SUCH_VALUE", False
            yield "the last value", shape.enum[-1], True
            return
        if "[01][0-9]" in bounds.get("pattern", ""):
            yield "another pattern", "29:00", False
            return
        if least:
            yield "too short", text_of(bounds, least - 1), False
        if most is not None and most <= 200_000:
            yield "as long as may be", text_of(bounds, most), True
            yield "too long", text_of(bounds, most + 1), False
        if bounds.get("pattern"):
            yield "another pattern", "\u0416 " * max(least or 1, 1), False
    if kind in ("integer", "long"):
        if least is not None:
            yield "the least", least, True
            yield "too little", least - 1, False
        if most is not None:
            yield "the most", most, True
            yield "too much", most + 1, False
    if kind == "list":
        if least:
            yield "too few", [], False
        if most is not None:
            yield "too many", [sample(shape.member) for _ in range(most + 1)], False
    if kind == "map":
        if least:
            yield "none", {}, False
        if most is not None:
            yield "too many", {f"k{i}": sample(shape.value) for i in range(most + 1)}, False


def bounds_of(api, operation):
    model = api.meta.service_model.operation_model(operation)
    known = {shape.name for shape in model.error_shapes}
    for path, shape, required in places(model.input_shape):
        for what, value, taken in variants(shape, required):
            name = f"{operation} {'.'.join(map(str, path))}: {what}"
            try:
                method(api, operation)(**with_value(model.input_shape, path, value))
                verdict(taken, f"{name} was taken")
            except botocore.exceptions.ClientError as error:
                code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
                broke = "failed to satisfy constraint" in message
                verdict(code in known and broke != taken, f"{name}: {code}: {message[:150]}")


# What is asked

ROLE = "arn:aws:iam::000000000000:role/counts"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "kinesisanalytics.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
STREAM = "arn:aws:logs:us-east-1:000000000000:log-group:/pipectl/counts:log-stream:flink"


def control_plane(url):
    msf = client("kinesisanalyticsv2", url)
    app = {"ApplicationName": "counts"}

    def ended(operation):
        while True:
            found = call(msf, "DescribeApplicationOperation", **app, OperationId=operation)
            if found["ApplicationOperationInfoDetails"]["OperationStatus"] != "IN_PROGRESS":
                return found["ApplicationOperationInfoDetails"]["OperationStatus"]
            time.sleep(0.02)

    code = {"CodeContentType": "ZIPFILE", "CodeContent": {"S3ContentLocation": {
        "BucketARN": "arn:aws:s3:::artifacts", "FileKey": "a.jar"}}}
    made = call(
        msf, "CreateApplication", **app, RuntimeEnvironment="FLINK-2_2", ServiceExecutionRole=ROLE,
        ApplicationDescription="counts clicks", Tags=[{"Key": "a", "Value": "b"}],
        CloudWatchLoggingOptions=[{"LogStreamARN": STREAM}],
        ApplicationConfiguration={
            "ApplicationCodeConfiguration": code,
            "EnvironmentProperties": {"PropertyGroups": [{"PropertyGroupId": "pipectl", "PropertyMap": {"a": "b"}}]},
            "ApplicationSnapshotConfiguration": {"SnapshotsEnabled": True},
            "ApplicationSystemRollbackConfiguration": {"RollbackEnabled": True},
            "ApplicationEncryptionConfiguration": {"KeyType": "AWS_OWNED_KEY"},
            "FlinkApplicationConfiguration": {
                "CheckpointConfiguration": {"ConfigurationType": "CUSTOM", "CheckpointInterval": 1000}}})
    arn = made["ApplicationDetail"]["ApplicationARN"]
    refused(msf, "CreateApplication", "ResourceInUseException", **app, RuntimeEnvironment="FLINK-2_2",
            ServiceExecutionRole=ROLE)
    call(msf, "DescribeApplication", **app, IncludeAdditionalDetails=True)
    call(msf, "ListApplications")
    verdict(ended(call(msf, "StartApplication", **app)["OperationId"]) == "SUCCESSFUL", "the start")
    refused(msf, "StartApplication", "ResourceInUseException", **app)
    call(msf, "CreateApplicationPresignedUrl", **app, UrlType="FLINK_DASHBOARD_URL")
    call(msf, "CreateApplicationSnapshot", **app, SnapshotName="mine")
    while call(msf, "DescribeApplicationSnapshot", **app, SnapshotName="mine")["SnapshotDetails"][
            "SnapshotStatus"] != "READY":
        time.sleep(0.02)
    updated = call(
        msf, "UpdateApplication", **app, CurrentApplicationVersionId=1,
        ApplicationConfigurationUpdate={"ApplicationCodeConfigurationUpdate": {"CodeContentUpdate": {
            "S3ContentLocationUpdate": {"FileKeyUpdate": "b.jar"}}}})
    verdict(ended(updated["OperationId"]) == "SUCCESSFUL", "the update")
    refused(msf, "UpdateApplication", "ConcurrentModificationException", **app, CurrentApplicationVersionId=1)
    rolled = call(msf, "RollbackApplication", **app, CurrentApplicationVersionId=2)
    verdict(ended(rolled["OperationId"]) == "SUCCESSFUL", "the rollback")
    call(msf, "ListApplicationVersions", **app)
    call(msf, "DescribeApplicationVersion", **app, ApplicationVersionId=2)
    call(msf, "ListApplicationOperations", **app)
    call(msf, "ListApplicationSnapshots", **app)
    call(msf, "TagResource", ResourceARN=arn, Tags=[{"Key": "c", "Value": "d"}])
    call(msf, "UntagResource", ResourceARN=arn, TagKeys=["a"])
    tags = call(msf, "ListTagsForResource", ResourceARN=arn)["Tags"]
    verdict(tags == [{"Key": "c", "Value": "d"}], f"tags are {tags}")
    call(msf, "UpdateApplicationMaintenanceConfiguration", **app, ApplicationMaintenanceConfigurationUpdate={
        "ApplicationMaintenanceWindowStartTimeUpdate": "20:30"})
    verdict(ended(call(msf, "StopApplication", **app)["OperationId"]) == "SUCCESSFUL", "the stop")
    gone = call(msf, "DeleteApplicationCloudWatchLoggingOption", **app, CurrentApplicationVersionId=3,
                CloudWatchLoggingOptionId=made["ApplicationDetail"]["CloudWatchLoggingOptionDescriptions"][0][
                    "CloudWatchLoggingOptionId"])
    ended(gone["OperationId"])
    added = call(msf, "AddApplicationCloudWatchLoggingOption", **app, CurrentApplicationVersionId=4,
                 CloudWatchLoggingOption={"LogStreamARN": STREAM})
    ended(added["OperationId"])
    snapshot = call(msf, "DescribeApplicationSnapshot", **app, SnapshotName="mine")["SnapshotDetails"]
    call(msf, "DeleteApplicationSnapshot", **app, SnapshotName="mine",
         SnapshotCreationTimestamp=snapshot["SnapshotCreationTimestamp"])
    refused(msf, "DeleteApplication", "InvalidArgumentException", **app, CreateTimestamp=datetime(2020, 1, 1))
    call(msf, "DeleteApplication", **app, CreateTimestamp=made["ApplicationDetail"]["CreateTimestamp"])
    time.sleep(0.2)
    refused(msf, "DescribeApplication", "ResourceNotFoundException", **app)
    return msf


def boundaries(msf):
    unsupported = re.compile(r"Input|Output|Vpc|ReferenceDataSource")
    for operation in msf.meta.service_model.operation_names:
        if unsupported.search(operation):
            shape = msf.meta.service_model.operation_model(operation).input_shape
            refused(msf, operation, "UnsupportedOperationException", **sample(shape))
        else:
            bounds_of(msf, operation)


def logs(url):
    api = client("logs", url)
    group = {"logGroupName": "/pipectl/counts"}
    call(api, "CreateLogGroup", **group, tags={"a": "b"})
    refused(api, "CreateLogGroup", "ResourceAlreadyExistsException", **group)
    call(api, "CreateLogStream", **group, logStreamName="flink")
    call(api, "PutRetentionPolicy", **group, retentionInDays=30)
    now = int(time.time() * 1000)
    call(api, "PutLogEvents", **group, logStreamName="flink", logEvents=[{"timestamp": now, "message": "hello"}])
    call(api, "DescribeLogGroups", logGroupNamePrefix="/pipectl")
    call(api, "DescribeLogStreams", **group)
    call(api, "GetLogEvents", **group, logStreamName="flink", startFromHead=True)
    found = call(api, "FilterLogEvents", **group, filterPattern="hello")["events"]
    verdict([event["message"] for event in found] == ["hello"], f"found {found}")
    refused(api, "GetLogEvents", "ResourceNotFoundException", **group, logStreamName="other")
    call(api, "DeleteLogStream", **group, logStreamName="flink")
    call(api, "DeleteLogGroup", **group)


def cloudwatch(url):
    api = client("cloudwatch", url)
    end = datetime.now(timezone.utc)
    dimensions = [{"Name": "Application", "Value": "counts"}]
    metric = {"Namespace": "Ours", "MetricName": "lag", "Dimensions": dimensions}
    call(api, "PutMetricData", Namespace="Ours", MetricData=[
        {"MetricName": "lag", "Dimensions": dimensions, "Value": 2.5, "Timestamp": end - timedelta(minutes=1)},
        {"MetricName": "lag", "Dimensions": dimensions, "Values": [1.0, 3.0], "Counts": [1.0, 2.0]}])
    call(api, "ListMetrics", Namespace="Ours")
    window = {"StartTime": end - timedelta(hours=1), "EndTime": end + timedelta(hours=1)}
    data = call(api, "GetMetricData", **window, MetricDataQueries=[
        {"Id": "m1", "MetricStat": {"Metric": metric, "Period": 7200, "Stat": "Sum"}},
        {"Id": "e1", "Expression": "m1 * 2"}])["MetricDataResults"]
    verdict(sum(data[0]["Values"]) == 9.5, f"the sum is {data}")
    call(api, "GetMetricStatistics", **window, Namespace="Ours", MetricName="lag", Dimensions=dimensions, Period=60,
         Statistics=["Average", "Maximum"])
    call(api, "PutMetricAlarm", AlarmName="lag", **metric, Statistic="Maximum", Period=60, EvaluationPeriods=1,
         Threshold=1.0, ComparisonOperator="GreaterThanThreshold")
    alarms = call(api, "DescribeAlarms")["MetricAlarms"]
    verdict(alarms[0]["StateValue"] == "ALARM", f"the alarm is {alarms}")
    refused(api, "PutMetricData", "InvalidParameterValue", Namespace="AWS/Ours",
            MetricData=[{"MetricName": "a", "Value": 1.0}])
    call(api, "DeleteAlarms", AlarmNames=["lag"])
    call(api, "PutDashboard", DashboardName="counts", DashboardBody=json.dumps({"widgets": []}))
    call(api, "GetDashboard", DashboardName="counts")
    call(api, "ListDashboards")
    call(api, "DeleteDashboards", DashboardNames=["counts"])


def iam(url):
    api = client("iam", url)
    role = {"RoleName": "counts"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::artifacts/*"}]})
    call(api, "CreateRole", **role, AssumeRolePolicyDocument=TRUST, Description="runs counts")
    refused(api, "CreateRole", "EntityAlreadyExists", **role, AssumeRolePolicyDocument=TRUST)
    found = call(api, "GetRole", **role)["Role"]
    verdict(found["AssumeRolePolicyDocument"] == json.loads(TRUST), f"the trust is {found}")
    call(api, "ListRoles")
    call(api, "PutRolePolicy", **role, PolicyName="read", PolicyDocument=policy)
    got = call(api, "GetRolePolicy", **role, PolicyName="read")
    verdict(got["PolicyDocument"] == json.loads(policy), f"the policy is {got}")
    call(api, "ListRolePolicies", **role)
    call(api, "ListAttachedRolePolicies", **role)
    results = call(api, "SimulatePrincipalPolicy", PolicySourceArn=found["Arn"],
                   ActionNames=["s3:GetObject", "s3:PutObject"],
                   ResourceArns=["arn:aws:s3:::artifacts/a.jar"])["EvaluationResults"]
    decisions = [result["EvalDecision"] for result in results]
    verdict(decisions == ["allowed", "implicitDeny"], f"the decisions are {decisions}")
    refused(api, "PutRolePolicy", "MalformedPolicyDocument", **role, PolicyName="odd", PolicyDocument="{")
    refused(api, "DeleteRole", "DeleteConflict", **role)
    call(api, "DeleteRolePolicy", **role, PolicyName="read")
    call(api, "DeleteRole", **role)
    refused(api, "GetRole", "NoSuchEntity", **role)


def main():
    server = subprocess.Popen(
        ["node", "dist/test/judges/serve.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        msf = control_plane(url)
        boundaries(msf)
        logs(url)
        cloudwatch(url)
        iam(url)
    finally:
        server.stdin.close()
        server.wait(20)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
