# Runs localstripe (PyPI, GPL-3.0) on a free port of the loopback address, which its own command
# cannot do, and keeps its state out of /tmp. Prints the port, and ends when its input ends.
import os
import socket
import sys
import threading

from aiohttp import web
from localstripe import resources
from localstripe.server import app

resources.Store.dump_to_disk = lambda self: None
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print(listener.getsockname()[1], flush=True)


def end_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_the_test, daemon=True).start()
web.run_app(app, sock=listener, print=None, access_log=None)
