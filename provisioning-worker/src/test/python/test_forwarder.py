"""Runs the forwarder against a bucket in memory and an intake on loopback.

In provisioning-worker: python3 -B src/test/python/test_forwarder.py \\
  src/main/resources/io/trailbridge/provisioning/connection/aws
"""

import gzip
import hashlib
import hmac
import http.server
import io
import json
import os
import random
import socketserver
import sys
import threading
import types
import unittest
import urllib.parse

KEY = "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/23/222222222222_CloudTrail_a.json.gz"


class ClientError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.response = {"Error": {"Code": code}}


class Bucket:
    """S3 as far as the forwarder asks it."""

    def __init__(self):
        self.files = {}

    def get_object(self, Bucket, Key, ExpectedBucketOwner):
        if ExpectedBucketOwner != "222222222222":
            raise ClientError("AccessDenied")
        if Key not in self.files:
            raise ClientError("NoSuchKey")
        content = self.files[Key]
        return {"ContentLength": len(content), "Body": io.BytesIO(content)}


bucket = Bucket()
sys.modules["boto3"] = types.SimpleNamespace(client=lambda service: bucket)
sys.modules["botocore"] = types.ModuleType("botocore")
sys.modules["botocore.exceptions"] = types.SimpleNamespace(ClientError=ClientError)
sys.path.insert(0, sys.argv.pop(1))
import forwarder  # noqa: E402


class Intake(http.server.BaseHTTPRequestHandler):
    taken = []
    status = 202

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if Intake.status == 202:
            Intake.taken.append((self.path, self.headers, body))
        self.send_response(Intake.status)
        self.end_headers()

    def log_message(self, *_):
        pass


class Context:
    left = 60_000

    def get_remaining_time_in_millis(self):
        return self.left


def s3_event(key):
    name = urllib.parse.quote_plus(key)
    return json.dumps({"Records": [{"s3": {"bucket": {"name": "logs"}, "object": {"key": name}}}]})


def run(*bodies, context=Context()):
    event = {"Records": [{"messageId": str(i), "body": it} for i, it in enumerate(bodies)]}
    answer = forwarder.handler(event, context)
    return [it["itemIdentifier"] for it in answer["batchItemFailures"]]


class ForwarderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Intake)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        os.environ["TRAILBRIDGE_URL"] = "http://127.0.0.1:%d/v1/connections/c/batches" % cls.server.server_address[1]
        os.environ["TRAILBRIDGE_KEY"] = "k.1"
        os.environ["TRAILBRIDGE_SECRET"] = "secret"
        os.environ["TRAILBRIDGE_BUCKET_OWNER"] = "222222222222"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        Intake.taken = []
        Intake.status = 202
        bucket.files = {KEY: gzip.compress(b'{"Records":[{"a":1}]}')}

    def test_should_post_the_file_as_it_is_signed(self):
        self.assertEqual(run(s3_event(KEY)), [])
        path, headers, body = Intake.taken[0]
        self.assertEqual(path, "/v1/connections/c/batches")
        self.assertEqual(body, bucket.files[KEY])
        self.assertEqual(headers["X-Trailbridge-Object"], "s3://logs/" + KEY)
        self.assertEqual(headers["X-Trailbridge-Key"], "k.1")
        signed = "\n".join(
            (headers["X-Trailbridge-Timestamp"], "s3://logs/" + KEY, hashlib.sha256(body).hexdigest())
        )
        wanted = hmac.new(b"secret", signed.encode(), "sha256").hexdigest()
        self.assertEqual(headers["X-Trailbridge-Signature"], "v1=" + wanted)

    def test_should_read_every_kind_of_message(self):
        cloudtrail = json.dumps({"s3Bucket": "logs", "s3ObjectKey": [KEY, KEY]})
        bare = json.dumps({"s3Bucket": "logs", "s3ObjectKey": KEY})
        envelope = json.dumps({"TopicArn": "arn", "Message": s3_event(KEY)})
        self.assertEqual(run(cloudtrail, bare, envelope), [])
        self.assertEqual(len(Intake.taken), 4)

    def test_should_post_network_activity_too(self):
        key = KEY.replace("/CloudTrail/", "/CloudTrail-NetworkActivity/")
        bucket.files = {key: bucket.files[KEY]}
        self.assertEqual(run(s3_event(key)), [])
        self.assertEqual(Intake.taken[0][1]["X-Trailbridge-Object"], "s3://logs/" + key)

    def test_should_let_go_what_is_no_log_file(self):
        kinds = [s3_event(KEY.replace("/CloudTrail/", "/CloudTrail-%s/" % it)) for it in ("Digest", "Insight", "Aggregated")]
        others = ["CloudTrail validation message.", '{"Event":"s3:TestEvent"}', "[]", s3_event("x"), *kinds]
        self.assertEqual(run(*others), [])
        self.assertEqual(Intake.taken, [])

    def test_should_let_go_what_is_gone(self):
        bucket.files = {}
        self.assertEqual(run(s3_event(KEY)), [])

    def test_should_give_back_only_what_failed(self):
        os.environ["TRAILBRIDGE_BUCKET_OWNER"] = "111111111111"
        try:
            self.assertEqual(run("x", s3_event(KEY), "y"), ["1"])
        finally:
            os.environ["TRAILBRIDGE_BUCKET_OWNER"] = "222222222222"

    def test_should_come_again_unless_it_will_never_be_taken(self):
        for status in (401, 404, 409, 429, 500, 503):
            Intake.status = status
            self.assertEqual(run(s3_event(KEY)), ["0"], status)
        for status in (413, 415):
            Intake.status = status
            self.assertEqual(run(s3_event(KEY)), [], status)

    def test_should_not_begin_what_it_cannot_end(self):
        context = Context()
        context.left = 1_000
        self.assertEqual(run(s3_event(KEY), context=context), ["0"])

    def test_should_cut_a_large_file_between_its_records(self):
        chance = random.Random(23)
        records = [{"n": i, "x": chance.randbytes(3_000).hex(), "ü": '"]}, é'} for i in range(4_000)]
        text = json.dumps({"Records": records}, ensure_ascii=False, indent=1)
        bucket.files = {KEY: gzip.compress(text.encode())}
        self.assertGreater(len(bucket.files[KEY]), forwarder.LARGEST)
        self.assertEqual(run(s3_event(KEY)), [])
        self.assertGreater(len(Intake.taken), 2)
        found = []
        for _, _, body in Intake.taken:
            self.assertLessEqual(len(body), forwarder.LARGEST)
            found += json.loads(gzip.decompress(body))["Records"]
        self.assertEqual(found, records)

    def test_should_give_back_a_large_file_that_breaks_off(self):
        whole = gzip.compress(b'{"Records":[{"a":"' + random.Random(7).randbytes(5_000_000).hex().encode() + b'"}]}')
        bucket.files = {KEY: whole[: len(whole) - 100]}
        self.assertGreater(len(bucket.files[KEY]), forwarder.LARGEST)
        self.assertEqual(run(s3_event(KEY)), ["0"])

    def test_should_name_any_key_in_ascii(self):
        key = KEY.replace("AWSLogs", "größe/AWSLogs", 1)
        bucket.files = {key: bucket.files[KEY]}
        self.assertEqual(run(s3_event(key)), [])
        self.assertIn("gr%C3%B6%C3%9Fe", Intake.taken[0][1]["X-Trailbridge-Object"])


if __name__ == "__main__":
    unittest.main()
