"""What tests of the pages of goals type and read."""

from django.utils import timezone

from tests.world import World


def text(answer):
    """The page in plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def form_of(world: World, **said):
    """A goal as the form sends it: the first row of measures is empty, the second is not."""
    sides = {}
    for place, (side, owner) in enumerate((("havsvik", "ada"), ("studionord", "sam"))):
        sides |= {
            f"sides.{place}.why": f"Because of {side}",
            f"sides.{place}.owner": world.users[owner].id,
            f"sides.{place}.contribution": "People",
            f"sides.{place}.amount": "12,5",
            f"sides.{place}.unit": "hours",
        }
    rows = {
        "measures": 2,
        **{f"measures.0.{name}": "" for name in ("name", "start", "target", "unit", "source", "steps")},
        "measures.0.kind": "up",
        "measures.0.weight": "1",
        "measures.1.name": "Orders",
        "measures.1.kind": "up",
        "measures.1.start": "40",
        "measures.1.target": "65",
        "measures.1.unit": "orders a week",
        "measures.1.source": "The shop",
        "measures.1.weight": "1",
        "measures.1.steps": "",
    }
    today = timezone.localdate()
    return {
        "name": "More orders",
        "starts_on": today.replace(day=1).isoformat(),
        "ends_on": today.replace(year=today.year + 1, day=1).isoformat(),
        "weight": "1",
        "word": "",
        "seen": 0,
        **sides,
        **rows,
        **said,
    }
