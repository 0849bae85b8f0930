"""Posts CloudTrail's log files to Trailbridge. Fed by a queue; answers with what is to come again."""

import gzip
import hashlib
import hmac
import io
import json
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib

import boto3
from botocore.exceptions import ClientError

LARGEST = 4 * 1024 * 1024
CHUNK = 1024 * 1024
# What deflate still holds back, and one more record, stay below the largest.
CUT = LARGEST - CHUNK
LOG_FILE = re.compile(r"(^|/)AWSLogs/.*/CloudTrail(-NetworkActivity)?/.*\.json\.gz$")
BEGIN = re.compile(r'\s*{\s*"Records"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
s3 = boto3.client("s3")


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            if context.get_remaining_time_in_millis() < 20_000:
                raise TimeoutError("no time left")
            for bucket, key in objects(record["body"]):
                forward(bucket, key)
        except Exception as e:
            print("failed message=%s: %s: %s" % (record["messageId"], type(e).__name__, e))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def objects(body):
    """The log files that a message tells of; none where it tells of something else."""
    try:
        told = json.loads(body)
        if isinstance(told, dict) and "TopicArn" in told:
            told = json.loads(told["Message"])
    except ValueError:
        told = None
    found, told = [], told if isinstance(told, dict) else {}
    for s3_event in (it["s3"] for it in told.get("Records", [])):
        found.append((s3_event["bucket"]["name"], urllib.parse.unquote_plus(s3_event["object"]["key"])))
    keys = told.get("s3ObjectKey", [])
    found += [(told["s3Bucket"], key) for key in ([keys] if isinstance(keys, str) else keys)]
    return [it for it in found if LOG_FILE.search(it[1])]


def forward(bucket, key):
    try:
        found = s3.get_object(Bucket=bucket, Key=key, ExpectedBucketOwner=os.environ["TRAILBRIDGE_BUCKET_OWNER"])
    except ClientError as e:
        if e.response["Error"]["Code"] != "NoSuchKey":
            raise
        print("gone object=s3://%s/%s" % (bucket, key))
        return
    whole = found["ContentLength"] <= LARGEST
    for part in [found["Body"].read()] if whole else parts(found["Body"]):
        post("s3://%s/%s" % (bucket, key), part)


def parts(body):
    """A file that is too large as several that are not, cut between its records."""
    text = io.TextIOWrapper(gzip.GzipFile(fileobj=body), encoding="utf-8", newline="")
    decode, ahead = json.JSONDecoder().raw_decode, text.read(CHUNK)
    at, part, deflate = BEGIN.match(ahead).end(), bytearray(), None
    while True:
        at = BETWEEN.match(ahead, at).end()
        if ahead.startswith("]", at):
            break
        try:
            end = decode(ahead, at)[1]
        except ValueError:
            more = text.read(CHUNK)
            if not more:
                raise
            ahead, at = ahead[at:] + more, 0
            continue
        record, at = ahead[at:end].encode(), end
        if deflate and len(part) + len(record) > CUT:
            yield bytes(part + deflate.compress(b"]}") + deflate.flush())
            part, deflate = bytearray(), None
        begin = b"," if deflate else b'{"Records":['
        deflate = deflate or zlib.compressobj(1, zlib.DEFLATED, 31)
        part += deflate.compress(begin + record)
    if deflate:
        yield bytes(part + deflate.compress(b"]}") + deflate.flush())


def post(name, body):
    # A header is ASCII: what a key has beside it is percent-encoded.
    name = urllib.parse.quote(name, safe="!#$%&'()*+,/:;=?@[]~ ")
    now = str(int(time.time()))
    signed = "\n".join((now, name, hashlib.sha256(body).hexdigest())).encode()
    headers = {
        "Content-Type": "application/gzip",
        "X-Trailbridge-Object": name,
        "X-Trailbridge-Timestamp": now,
        "X-Trailbridge-Key": os.environ["TRAILBRIDGE_KEY"],
        "X-Trailbridge-Signature": "v1=" + hmac.new(os.environ["TRAILBRIDGE_SECRET"].encode(), signed, "sha256").hexdigest(),
    }
    request = urllib.request.Request(os.environ["TRAILBRIDGE_URL"], body, headers)
    try:
        urllib.request.urlopen(request, timeout=15).close()
    except urllib.error.HTTPError as e:
        # Too large, or no gzip: never taken, however often it comes.
        if e.code not in (413, 415):
            raise
        print("refused status=%d object=%s" % (e.code, name))
