"""Runs one Lambda function for the emulator: a JSON event a line in, a JSON answer a line out.

It ends when its standard input closes, and so with whoever started it.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import time
import traceback
import uuid


class Context:
    def __init__(self):
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.aws_request_id = str(uuid.uuid4())
        self.ends = time.time() + int(os.environ["AWS_LAMBDA_FUNCTION_TIMEOUT"])

    def get_remaining_time_in_millis(self):
        return max(0, int((self.ends - time.time()) * 1000))


def main(folder, handler):
    answers = sys.stdout
    sys.path.insert(0, folder)
    module, function = handler.rsplit(".", 1)
    for line in sys.stdin:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                answer = {"result": getattr(importlib.import_module(module), function)(json.loads(line), Context())}
            except Exception:
                answer = {"error": traceback.format_exc()}
        answer["log"] = printed.getvalue()
        print(json.dumps(answer), file=answers, flush=True)


main(*sys.argv[1:])
