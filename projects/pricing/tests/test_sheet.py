"""A price sheet between what is signed and what Python counts with."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from projects.agreement.shape import shaped
from projects.pricing.buildup import Line, OverheadKey, SheetKind, Sort
from projects.pricing.sheet import FIELDS, Bonus, SheetTerms, read, written

D = Decimal
TERMS = SheetTerms(
    project_id=UUID(int=7),
    project_name="New kitchens",
    kind=SheetKind.PRICE_CAP,
    currency="SEK",
    lines=(
        Line("a", Sort.LABOUR, "Developer", "Developer", D(100), D("1000.5"), D(100_050)),
        Line("b", Sort.DISCOUNT, "First project", price=D(50)),
    ),
    cap=D(120_000),
    vat=D(25),
    corridor_low=D(20),
    corridor_high=D(30),
    overhead_key=OverheadKey.HOURS,
    bonus=Bonus(UUID(int=8), "Twice as fast", D(10_000)),
)


def test_what_is_written_is_read_the_same():
    assert read(shaped(FIELDS, written(TERMS))) == TERMS
    bare = SheetTerms(UUID(int=7), "New kitchens", SheetKind.TIME_AND_MATERIALS, "SEK")
    assert read(shaped(FIELDS, written(bare))) == bare


def test_the_price_of_each_kind():
    cases = {
        SheetKind.TIME_AND_MATERIALS: D(100_000),
        SheetKind.PRICE_CAP: D(90_000),
        SheetKind.FIXED_PRICE: D(95_000),
        SheetKind.TARGET_COST: D(100_000),
        SheetKind.RETAINER: D(60_000),
    }
    agreed = {"cap": D(90_000), "fixed_price": D(95_000), "monthly": D(20_000), "months": D(3)}
    assert {kind: replace(TERMS, kind=kind, **agreed).price for kind in cases} == cases


def test_a_signature_agrees_to_the_cap_and_the_bonus():
    assert TERMS.price == D(100_000)
    assert TERMS.at_stake == D(130_000)


def test_the_rate_of_a_role_is_found_however_it_is_written():
    assert TERMS.rate_of("developer") == D("1000.5")
    assert TERMS.rate_of("designer") is None
    assert Line("x", Sort.LABOUR, role="  Senior   Developer ").role_key == "senior developer"
