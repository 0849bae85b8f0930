"""Runs moto's server for the emulator's proxy.

Beyond `moto_server` it does three things:
- it takes a free port, or the one that is its argument, and prints it, so that nobody guesses one;
- it ends when its standard input closes, so that it dies with its parent, however that died;
- it lets the proxy give the Host header and the id of a new organization account.
"""

import logging
import os
import sys
import threading

os.environ.pop("MOTO_ACCOUNT_ID", None)

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.organizations import models as organizations
from werkzeug.serving import make_server


def end_with_parent():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def host_of_the_client(application):
    """The proxy's HTTP client may not set Host, and presigned and bucket addresses depend on it."""

    def call(environ, start_response):
        host = environ.pop("HTTP_X_TRAILBRIDGE_HOST", None)
        if host:
            environ["HTTP_HOST"] = host
        return application(environ, start_response)

    return call


def take_account_id_from_email():
    """An account created with the address 333333333333@... gets that id; moto would invent one."""
    random_id = organizations.utils.make_random_account_id
    wanted = threading.local()
    create = organizations.FakeAccount.__init__

    def account_id():
        local_part = getattr(wanted, "email", "").split("@")[0]
        return local_part if len(local_part) == 12 and local_part.isdigit() else random_id()

    def create_account(self, organization, **details):
        wanted.email = details.get("Email") or ""
        try:
            create(self, organization, **details)
        finally:
            wanted.email = ""

    organizations.utils.make_random_account_id = account_id
    organizations.FakeAccount.__init__ = create_account


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    take_account_id_from_email()
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", port, host_of_the_client(application), threaded=True)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(f"PORT {server.server_port}", flush=True)
    server.serve_forever()


main()
