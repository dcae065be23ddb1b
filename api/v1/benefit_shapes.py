"""What the benefit ledger looks like to programs: no more of a side than it has opened."""

from typing import Any

from rest_framework import serializers

from api.fields import Choice, Day, Hours, Id, Number, Strict, Text, Whole, YesNo
from api.shapes import Record, Shape, Versioned
from api.v1.book_shapes import FigureShape, figure_record, money_figure, money_text
from projects.openness.gate import Steps
from projects.pricing.actions.entry_shape import LONGEST
from projects.pricing.benefit import Answer, Light, Verdict
from projects.pricing.benefit import Step as Mending
from projects.pricing.benefit_shown import SumsSeen
from projects.pricing.models import Entry
from projects.pricing.models.benefit import Sort
from projects.pricing.queries.entry_records import EntrySeen
from projects.pricing.queries.ledger import LedgerSeen, SideSeen
from projects.pricing.queries.posted import may_answer

MONEY = "Money excl. VAT in `currency`, as text."
WORTH = f"{MONEY} Null for an entry in words, and of hours without an amount."


class MendingShape(Shape):
    """The step that would mend a deal that does not serve a side; `amount` and `is_enough` from step 3 on."""

    step = serializers.ChoiceField([one.value for one in Mending])
    amount = serializers.CharField(allow_null=True, help_text=MONEY)
    is_enough = serializers.BooleanField(allow_null=True)


class BenefitQuarterShape(Shape):
    year = serializers.IntegerField()
    quarter = serializers.IntegerField(help_text="1 to 4.")
    benefit = FigureShape()
    ratio = FigureShape(help_text="The benefit as a fraction of what was put in.")


class BenefitSumsShape(Shape):
    """A side's sums so far, excl. VAT, in `currency`. Only what another side has confirmed counts."""

    light = serializers.ChoiceField(
        [one.value for one in Light], allow_blank=True, help_text="Empty: not known."
    )
    received = serializers.CharField(help_text="The price of what it delivers.")
    paid = serializers.CharField(help_text="The price of what it commissions.")
    cost = FigureShape(help_text="What its own deliveries cost it.")
    margin = FigureShape(help_text="`received` less `cost`.")
    gains = FigureShape(help_text="Confirmed, beside the price.")
    contributions = FigureShape(help_text="Confirmed, beside price and cost.")
    benefit = FigureShape(help_text="received + gains − paid − cost − contributions.")
    ratio = FigureShape(help_text="R: the benefit as a fraction of what was put in.")
    waiting = FigureShape(help_text="Entries that nobody has said a word on; not counted.")
    mending = MendingShape(allow_null=True)
    quarters = BenefitQuarterShape(many=True)


class BenefitSideShape(Shape):
    """One party; `sums` is null while what it gains and gives is closed to you."""

    party = serializers.UUIDField()
    topics = serializers.ListField(child=serializers.CharField(), help_text="What its sums tell of.")
    step = serializers.IntegerField(help_text="How far they are open to you, 0 to 4.")
    sums = BenefitSumsShape(allow_null=True)


class EvenQuarterShape(Shape):
    year = serializers.IntegerField()
    quarter = serializers.IntegerField()
    evenness = serializers.CharField()


class BenefitShape(Record):
    """Whether the deal serves every side. Its `id` is the partnership's; `evenness` is the least R over the largest."""

    partnership = serializers.UUIDField()
    currency = serializers.CharField(help_text="ISO 4217.")
    verdict = serializers.ChoiceField([one.value for one in Verdict])
    evenness = serializers.CharField(
        allow_null=True,
        help_text="A fraction; only where every R is above zero and open to every party.",
    )
    quarters = EvenQuarterShape(many=True)
    sides = BenefitSideShape(many=True)
    left_out = serializers.ListField(
        child=serializers.CharField(),
        help_text="Projects that are not counted: without a price so far, or in another currency.",
    )


class WordShape(Shape):
    """What another party has said of the entry as it stands."""

    party = serializers.UUIDField()
    agrees = serializers.BooleanField()
    word = serializers.CharField()
    said_at = serializers.DateTimeField()


class BenefitEntryShape(Versioned):
    """Something that a party gains or gives. An answer is of one version: a changed entry waits anew."""

    partnership = serializers.UUIDField()
    party = serializers.UUIDField()
    way = serializers.ChoiceField(Entry.Way.values)
    sort = serializers.ChoiceField(Sort.values)
    text = serializers.CharField()
    done_on = serializers.DateField()
    hours = serializers.CharField(allow_null=True)
    value = serializers.CharField(allow_null=True, help_text=WORTH)
    currency = serializers.CharField(help_text="ISO 4217.")
    project = serializers.UUIDField(allow_null=True)
    goal = serializers.UUIDField(allow_null=True)
    answer = serializers.ChoiceField([one.value for one in Answer])
    words = WordShape(many=True)
    waits_for = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Parties that may say a word and have not; none while the entry is closed to all.",
    )


class NewBenefitEntry(Strict):
    """An amount, or hours with your own rate an hour, or neither: then it counts in words alone."""

    way = Choice(Entry.Way.values)
    sort = Choice(Sort.values)
    text = Text(max_length=LONGEST)
    done_on = Day()
    hours = Hours(required=False, allow_null=True)
    value = Number(required=False, allow_null=True, help_text=MONEY)
    hourly = Number(required=False, allow_null=True, help_text="In place of `value`: hours × this rate.")
    currency = Text(max_length=3, required=False, help_text="The partnership's, if you name it.")
    project = Id(required=False, allow_null=True)
    goal = Id(required=False, allow_null=True)


class NewWord(Strict):
    """`version` is the entry's that you have read; a no takes a `word`."""

    agrees = YesNo()
    version = Whole()
    word = Text(max_length=LONGEST, required=False, allow_blank=True)


def benefit_record(partnership_id: Any, seen: LedgerSeen) -> dict[str, Any]:
    """Return the ledger's sums as the reader may see them."""
    return {
        "id": partnership_id,
        "object": "benefit",
        "partnership": partnership_id,
        "currency": seen.currency,
        "verdict": seen.verdict.value,
        "evenness": None if seen.evenness is None else f"{seen.evenness:f}",
        "quarters": [
            {"year": year, "quarter": quarter, "evenness": f"{even:f}"}
            for (year, quarter), even in seen.quarters
        ],
        "sides": [_side(one, seen.currency) for one in seen.sides],
        "left_out": list(seen.left_out),
    }


def entry_record(one: EntrySeen, sides: list[Any], steps: Steps) -> dict[str, Any]:
    """Return an entry as the reader may see it."""
    waits = one.answer is Answer.WAITS
    readers = may_answer(steps, sides, one.party_id, one.topic, is_in_words=one.is_in_words)
    names = ("id", "created_at", "updated_at", "version", "way", "sort", "text", "done_on", "currency")
    return {
        "object": "benefit_entry",
        **{name: getattr(one, name) for name in names},
        "partnership": one.partnership_id,
        "party": one.party_id,
        "hours": None if one.hours is None else f"{one.hours:f}",
        "value": money_text(one.value, one.currency),
        "project": one.project_id,
        "goal": one.goal_id,
        "answer": one.answer.value,
        "words": [
            {"party": word.party_id, "agrees": word.agrees, "word": word.word, "said_at": word.said_at}
            for word in one.said
        ],
        "waits_for": list(readers) if waits else [],
    }


def _side(one: SideSeen, currency: str) -> dict[str, Any]:
    return {
        "party": one.side.id,
        "topics": [topic.value for topic in one.topics],
        "step": int(one.step),
        "sums": _sums(one.sums, currency) if one.sums else None,
    }


def _sums(sums: SumsSeen, currency: str) -> dict[str, Any]:
    amounts = ("cost", "margin", "gains", "contributions", "benefit", "waiting")
    mend = sums.mend
    return {
        "light": sums.light.value,
        "received": money_text(sums.received, currency),
        "paid": money_text(sums.paid, currency),
        **{name: money_figure(getattr(sums, name), currency) for name in amounts},
        "ratio": figure_record(sums.ratio),
        "mending": mend
        and {
            "step": mend.step.value,
            "amount": money_text(mend.amount, currency),
            "is_enough": mend.is_enough,
        },
        "quarters": [
            {
                "year": row.year,
                "quarter": row.quarter,
                "benefit": money_figure(row.benefit, currency),
                "ratio": figure_record(row.ratio),
            }
            for row in sums.quarters
        ],
    }
