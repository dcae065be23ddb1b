"""Who there is in the demo. Every id is fixed, so links to the demo survive a reset."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import Role

PASSWORD = "demo"  # noqa: S105 - the word on the sign-in page of the demo, and of nothing else


def demo_id(number: int) -> UUID:
    """An id of the demo's own; the time in it lies in 2025."""
    return UUID(f"01990000-0000-7000-9000-{number:012x}")


@dataclass(frozen=True)
class Person:
    """A person of the demo. Without sign-in somebody only reads letters."""

    number: int
    email: str
    name: str
    language: str
    organization: str
    role: str
    signs_in: bool = True


ORGANIZATIONS = {
    "havsvik": (demo_id(1), "Havsvik Hem", "sv"),
    "studionord": (demo_id(2), "Studio Nord", "en"),
    "kust": (demo_id(3), "Kustlogistik", "sv"),
    "fjallbo": (demo_id(4), "Fjällbo Stugor", "sv"),
    "grafit": (demo_id(5), "Grafit", "sv"),
}

PEOPLE = (
    Person(11, "ada@havsvik.example", "Ada Holm", "sv", "havsvik", Role.OWNER),
    Person(12, "vera@havsvik.example", "Vera Lind", "sv", "havsvik", Role.VIEWER),
    Person(13, "margareta@havsvik.example", "Margareta Hav", "sv", "havsvik", Role.VIEWER, signs_in=False),
    Person(14, "sam@studionord.example", "Sam Berg", "en", "studionord", Role.OWNER),
    Person(15, "finn@studionord.example", "Finn Ek", "en", "studionord", Role.FINANCE),
    Person(16, "elin@studionord.example", "Elin Falk", "sv", "studionord", Role.MEMBER),
    Person(17, "karin@kustlogistik.example", "Karin Sjö", "sv", "kust", Role.OWNER),
    Person(18, "olga@fjallbo.example", "Olga Ström", "sv", "fjallbo", Role.OWNER),
    Person(19, "jens@grafit.example", "Jens Ahl", "en", "grafit", Role.OWNER),
)

# Partnerships by name: their sides in alphabetical order, and how many weeks ago they began.
PARTNERSHIPS = {
    "slipping": (demo_id(31), ("havsvik", "studionord"), 34),
    "healthy": (demo_id(32), ("havsvik", "kust"), 60),
    "new": (demo_id(33), ("fjallbo", "grafit"), 2),
}


def party_id(partnership: str, side: str) -> UUID:
    """The party that an organization is in a partnership of the demo."""
    number = list(PARTNERSHIPS).index(partnership)
    return demo_id(41 + 2 * number + PARTNERSHIPS[partnership][1].index(side))
