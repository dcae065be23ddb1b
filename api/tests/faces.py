"""The same steps through the portal's pages and through the API, so that a test can take either."""

from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from partnership.kit.ids import new_id
from projects.agreement.models import Version
from tests.tenancy import as_creator
from tests.world import World


class Portal:
    """One person in a browser; each step returns the status of the answer."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.client = world, Client()
        self.client.force_login(world.users[name])

    def put(self, *, seen: int, **values: str) -> int:
        said = {**values, "seen": str(seen), "key": str(new_id())}
        return self._post(reverse("agreement:ending", kwargs={"partnership": self.world.shared}), said)

    def sign(self, version: Version) -> int:
        return self._step("sign", version, {"seen_hash": version.content_hash})

    def decline(self, version: Version, reason: str) -> int:
        return self._step("decline", version, {"reason": reason})

    def withdraw(self, version: Version) -> int:
        return self._step("withdraw", version, {})

    def _step(self, step: str, version: Version, said: dict[str, str]) -> int:
        named: dict[str, UUID] = {"partnership": version.partnership_id, "version": version.id}
        return self._post(reverse(f"agreement:{step}", kwargs=named), said)

    def _post(self, path: str, said: dict[str, str]) -> int:
        return self.client.post(path, said).status_code


class Program:
    """The same person's API key."""

    def __init__(self, world: World, caller: Any) -> None:
        self.world, self.caller = world, caller

    def put(self, *, seen: int, **values: str) -> int:
        body = {"kind": "ending", "values": values, "seen": seen}
        return self._post(f"/partnerships/{self.world.shared}/agreements", body)

    def sign(self, version: Version) -> int:
        return self._step("sign", version, {"content_hash": version.content_hash})

    def decline(self, version: Version, reason: str) -> int:
        return self._step("decline", version, {"reason": reason})

    def withdraw(self, version: Version) -> int:
        return self._step("withdraw", version, {})

    def _step(self, step: str, version: Version, said: dict[str, str]) -> int:
        path = f"/agreements/{version.agreement_id}/versions/{version.number}/{step}"
        return self._post(path, said)

    def _post(self, path: str, said: dict[str, Any]) -> int:
        answer = self.caller.client.post(
            f"/api/v1{path}",
            said,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.caller.key}"},
        )
        return int(answer.status_code)


def newest(world: World) -> Version:
    """Return the newest version of anything that the shared partnership agrees on."""
    with as_creator():
        found: Version = Version.objects.filter(partnership_id=world.shared).latest("number")
        return found
