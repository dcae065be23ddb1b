"""The two rules of signing that every face asks: whose signatures are missing, and how far a limit reaches. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal


def missing_sides(needs: Mapping[str, int], signed: Iterable[object]) -> list[str]:
    """Return the parties (as text) that lack a signature, in the order of `needs`.

    `needs` says how many people of each party sign; `signed` names the party of each signature.
    """
    count = Counter(map(str, signed))
    return [party for party, number in needs.items() if count[party] < number]


def reaches(limit: Decimal | None, amount: Decimal | None, *, own_currency: str, currency: str) -> bool:
    """Whether a limit in the organization's own currency covers an amount; no limit and no money are always covered.

    An amount in another currency can't be held against it, so it counts as above.
    """
    if limit is None or amount is None:
        return True
    return amount <= limit and own_currency == currency
