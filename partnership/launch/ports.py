"""Ports on the loopback address."""

import errno
import socket

from partnership.launch.problems import LaunchProblem


def free_port() -> int:
    """Return a port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_port(text: str) -> int:
    """Return the web server's port; raise LaunchProblem when it is none, taken, or not ours to take."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise LaunchProblem(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            why = "taken" if error.errno == errno.EADDRINUSE else "not free for this account"
            raise LaunchProblem(
                f"Port {text} is {why}: choose another, for example `make run PORT=8001`."
            ) from None
    return int(text)
