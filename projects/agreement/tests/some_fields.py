"""Fields of every type, and values of them, for the tests of telling and of corrections."""

from hypothesis import strategies as st

from projects.agreement.fields import Field, Type

FIELDS = (
    Field("name", "Name"),
    Field("vision", "Vision", Type.PROSE),
    Field("delivery", "Delivery", Type.DAY),
    Field("hours", "Hour budget", Type.HOURS),
    Field("price", "Budget", Type.MONEY),
    Field("share", "Share", Type.PERCENT),
    Field("rhythm", "Rhythm", Type.CHOICE, choices={"weekly": "every week", "monthly": "every month"}),
    Field("is_open", "Open book", Type.YES_NO),
    Field("owner", "Owner", Type.REF),
    Field(
        "contact",
        "Contact",
        Type.GROUP,
        fields=(Field("person", "Person"), Field("answers", "Answers within", Type.HOURS)),
    ),
    Field(
        "parts",
        "Deliverables",
        Type.LIST,
        fields=(
            Field("name", "Name"),
            Field("day", "Day", Type.DAY),
            Field("amount", "Target", Type.NUMBER, unit_from="unit"),
            Field("unit", "Unit"),
        ),
    ),
)
ADA, SAM = (f"01990000-0000-7000-8000-00000000000{number}" for number in (1, 2))
VALUES = {
    "name": "New kitchens",
    "vision": "We build kitchens that last for thirty years.",
    "delivery": "2026-12-08",
    "hours": "96",
    "price": {"amount": "90000", "currency": "SEK"},
    "share": "25",
    "rhythm": "weekly",
    "is_open": False,
    "owner": {"id": ADA, "name": "Ada Holm"},
    "contact": {"person": "Sam Berg", "answers": "24"},
    "parts": [
        {"id": "a", "name": "Checkout", "day": "2026-12-03", "amount": "20", "unit": "orders"},
        {"id": "b", "name": "Search", "day": None, "amount": None, "unit": None},
    ],
}


def with_part(place, **changed):
    rows = [dict(row) for row in VALUES["parts"]]
    rows[place] |= changed
    return {**VALUES, "parts": rows}


_words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=12).map(
    str.strip
)
_lines = st.lists(_words.filter(bool), min_size=1, max_size=6).map(" ".join) | st.none()
_numbers = st.decimals(-9999, 9999, places=2).map(lambda one: format(one.normalize() + 0, "f"))
_ids = st.sampled_from([ADA, SAM])
_days = st.dates().map(str)
_part = {"name": _lines, "day": st.none() | _days, "amount": st.none() | _numbers, "unit": _lines}


def _rows(ids):
    rows = [st.fixed_dictionaries({"id": st.just(one), **_part}) for one in ids]
    return st.tuples(*rows).map(list)


some_values = st.fixed_dictionaries(
    {
        "name": _lines,
        "vision": _lines,
        "delivery": st.none() | _days,
        "hours": st.none() | _numbers,
        "price": st.none()
        | st.fixed_dictionaries({"amount": _numbers, "currency": st.sampled_from(["SEK", "EUR"])}),
        "share": st.none() | _numbers,
        "rhythm": st.sampled_from([None, "weekly", "monthly"]),
        "is_open": st.sampled_from([None, True, False]),
        "owner": st.none() | st.fixed_dictionaries({"id": _ids, "name": st.sampled_from(["Ada", "Sam"])}),
        "contact": st.fixed_dictionaries({"person": _lines, "answers": st.none() | _numbers}),
        "parts": st.lists(st.sampled_from("abcd"), unique=True, max_size=4).flatmap(_rows),
    }
)
