"""Secrets of one installation: made once, kept in `secrets.json` for its owner only."""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass

from partnership.launch.places import Places, write_private
from partnership.launch.problems import LaunchProblem


@dataclass(frozen=True)
class Keys:
    """`database` opens the embedded database as its superuser, `broker` the embedded Valkey, `secret_key` signs."""

    database: str
    broker: str
    secret_key: str

    @classmethod
    def of(cls, places: Places) -> "Keys":
        """Return the keys kept in the folder of state, made now if there are none."""
        path = places.data / "secrets.json"
        if not path.exists():
            keys = cls(*(secrets.token_urlsafe(48) for _ in range(3)))
            write_private(path, json.dumps(asdict(keys), indent=1))
        try:
            return cls(**json.loads(path.read_text()))
        except (ValueError, TypeError):
            raise LaunchProblem(
                f"{path} is damaged: put back its copy, or remove it together with the data."
            ) from None


def derived(secret: str, role: str) -> str:
    """Return a role's password, the same wherever the administrator's is the same.

    So two portals on one server do not lock each other out by setting passwords. scrypt (RFC 7914) keeps the
    administrator's password out of reach of who knows the role's.
    """
    return hashlib.scrypt(secret.encode(), salt=f"portal/{role}".encode(), n=2**14, r=8, p=1, dklen=24).hex()
