"""MiniStack on a free port of this machine, for as long as a `with` block takes."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import boto3
from botocore.config import Config

STARTS_WITHIN_S = 30


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def ministack(account, region):
    """Gives a maker of boto3 clients; the account is the one that all resources are in."""
    port = _free_port()
    endpoint = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="pipectl-ministack-") as folder:
        log = open(os.path.join(folder, "log"), "w+b")
        environment = {
            **os.environ,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "MINISTACK_ACCOUNT_ID": account,
            "MINISTACK_REGION": region,
            "STATE_DIR": folder,
        }
        server = subprocess.Popen(
            [os.path.join(os.path.dirname(sys.executable), "ministack")],
            stdout=log, stderr=log, env=environment, cwd=folder,
        )
        try:
            _wait(server, f"{endpoint}/_ministack/health", log)
            session = boto3.Session(aws_access_key_id=account, aws_secret_access_key="local", region_name=region)
            config = Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"})
            yield lambda service: session.client(service, endpoint_url=endpoint, config=config)
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            log.close()


def _wait(server, url, log):
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError("MiniStack did not start: " + log.read().decode()[-2000:])
