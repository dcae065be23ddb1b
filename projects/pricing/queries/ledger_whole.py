"""Everything that one side of a partnership gains and gives, read inside that side's own door and reduced to a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.queries import PartnershipSeen, PartySeen
from projects.openness.steps import Step
from projects.pricing.benefit import NOUGHT, Account, Item, benefit_of
from projects.pricing.benefit_shown import Quarter, SumsSeen, Times, sums_seen
from projects.pricing.queries.costs import costs_in
from projects.pricing.queries.ledger_sums import Summed, sums_in
from projects.pricing.queries.outturn import Outturn
from projects.pricing.queries.trades import part_of, price_by_quarter, trades_of


@dataclass(frozen=True, slots=True)
class Whole:
    """One side of a partnership; `outturns` are the projects that are counted. `read` runs inside that side's door."""

    partnership: PartnershipSeen
    side: PartySeen
    outturns: Sequence[Outturn]
    today: date

    def read(self, step: Step) -> tuple[SumsSeen, Decimal | None]:
        """Return the sums at a step, and the ratio: it goes into the light of evenness and no further."""
        delivered = [one for one in self.outturns if one.delivered_by_id == self.side.id]
        costs = costs_in(
            self.partnership.id,
            party_id=self.side.id,
            organization_id=self.side.organization_id,
            outturns=delivered,
            today=self.today,
        )
        summed = sums_in([self.partnership.id], party_id=self.side.id)
        account = Account(trades_of(self.outturns, self.side.id, costs), tuple(one.item for one in summed))
        parts = [part_of(one, costs[one.project_id], step=step) for one in delivered]
        sums = sums_seen(account, parts, self._times(summed), step=step)
        return sums, benefit_of(account).ratio

    def _times(self, summed: Sequence[Summed]) -> dict[Quarter, Times]:
        received, paid = self._prices(delivers=True), self._prices(delivers=False)
        items: dict[Quarter, list[Item]] = {}
        for one in summed:
            items.setdefault(one.quarter, []).append(one.item)
        return {
            key: Times(received.get(key, NOUGHT), paid.get(key, NOUGHT), tuple(items.get(key, ())))
            for key in {*received, *paid, *items}
        }

    def _prices(self, *, delivers: bool) -> dict[Quarter, Decimal]:
        found: dict[Quarter, Decimal] = {}
        for one in self.outturns:
            if self.side.id == (one.delivered_by_id if delivers else one.commissioned_by_id):
                for key, price in price_by_quarter(one, today=self.today).items():
                    found[key] = found.get(key, NOUGHT) + price
        return found
