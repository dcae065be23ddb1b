"""The servers behind the portal: embedded ones, or those that DATABASE_URL and REDIS_URL name."""

import os
from contextlib import ExitStack
from urllib.parse import urlsplit

import redis

from partnership.launch.databases import logins
from partnership.launch.keys import Keys
from partnership.launch.places import Places
from partnership.launch.postgres import start_postgres
from partnership.launch.problems import LaunchProblem
from partnership.launch.processes import Child
from partnership.launch.valkey import start_valkey


def start_servers(places: Places, keys: Keys, stack: ExitStack) -> tuple[dict[str, str], list[Child]]:
    """Return the addresses by the name of their setting, and the servers started; `stack` stops those again."""
    children = []
    given = os.environ.get("DATABASE_URL", "")
    if not given:
        database, given = start_postgres(places, keys.database)
        stack.callback(database.stop)
        children.append(database)
    broker_url = os.environ.get("REDIS_URL", "")
    if broker_url:
        check_broker(broker_url)
    else:
        broker, broker_url = start_valkey(places, keys.broker)
        stack.callback(broker.stop)
        children.append(broker)
    return {**logins(given, spare_secret=keys.database), "REDIS_URL": broker_url}, children


def check_broker(url: str) -> None:
    """Raise LaunchProblem unless a Redis or Valkey from version 7 on answers at the address."""
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise LaunchProblem("REDIS_URL must look like redis://:password@host:6379/0.")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=10) as client:
            version = str(client.info("server")["redis_version"])
    except (redis.RedisError, ValueError, OSError) as error:
        raise LaunchProblem(
            f"REDIS_URL does not lead to a Redis or Valkey that can be used: {error}"
        ) from None
    if int(version.split(".")[0]) < 7:
        raise LaunchProblem(f"The portal needs Redis or Valkey 7 or newer; REDIS_URL leads to {version}.")
