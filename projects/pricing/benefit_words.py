"""Whether a deal serves its sides, in sentences: what is said of all together, of one side, and what would mend it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.kit import formats
from projects.pricing.benefit import Light, Step, Verdict
from projects.pricing.benefit_shown import MendSeen

VERDICTS: Mapping[Verdict, tuple[str, str | Promise]] = {
    Verdict.EVEN: ("good", gettext_lazy("The deal serves both sides")),
    Verdict.UNEVEN: ("watch", gettext_lazy("The deal serves both sides, but not evenly")),
    Verdict.NOT_BOTH: ("act", gettext_lazy("The deal does not serve both sides")),
    Verdict.UNKNOWN: ("neutral", gettext_lazy("It is not known yet whether the deal serves both sides")),
}
"""The kind of notice and its title."""
LIGHTS: Mapping[Light, tuple[str, str | Promise]] = {
    Light.SERVES: ("good", gettext_lazy("The deal serves this side")),
    Light.NOT: ("act", gettext_lazy("The deal does not serve this side")),
    Light.UNKNOWN: ("neutral", gettext_lazy("Not known yet")),
}
STEPS: Mapping[Step, str | Promise] = {
    Step.STATE_VALUE: gettext_lazy(
        "No value of an outcome is confirmed for %(name)s. Write down what the work has been worth, so that the other side "
        "can say whether it sees it so too."
    ),
    Step.CONFIRM: gettext_lazy(
        "Gains of %(name)s wait for the other side's word, and count first when they are confirmed. Answer them."
    ),
    Step.AGREE: gettext_lazy(
        "The sides see gains of %(name)s differently. Talk them through, and write down what you both see."
    ),
    Step.MARGIN: gettext_lazy(
        "The margin of %(name)s is lower than what is fair. Talk about scope, ways of working or price."
    ),
    Step.OWN_HOURS: gettext_lazy(
        "%(name)s puts in many hours of its own. See together which of them can be spared."
    ),
    Step.PRICE: gettext_lazy("%(name)s gives more than it gets. Talk about scope and price."),
}
AMOUNTS: Mapping[Step, str | Promise] = {
    Step.STATE_VALUE: gettext_lazy("%(amount)s are missing until the deal serves %(name)s."),
    Step.CONFIRM: gettext_lazy("It is about %(amount)s."),
    Step.AGREE: gettext_lazy("It is about %(amount)s."),
    Step.MARGIN: gettext_lazy("It is %(amount)s under."),
    Step.OWN_HOURS: gettext_lazy("They are worth %(amount)s."),
    Step.PRICE: gettext_lazy("%(amount)s are missing until the deal serves %(name)s."),
}


def mend_said(mend: MendSeen, name: str, currency: str, language: formats.Language) -> str:
    """Return what would mend it; with how much, and whether that is enough, as far as it is opened."""
    values = {"name": name}
    said = [str(STEPS[mend.step]) % values]
    if mend.amount is not None:
        amount = formats.money(mend.amount, language, currency=currency)
        said.append(str(AMOUNTS[mend.step]) % {**values, "amount": amount})
    if mend.is_enough is not None and mend.step not in (Step.STATE_VALUE, Step.PRICE):
        said.append(
            _("That alone would be enough.") if mend.is_enough else _("That alone would not be enough.")
        )
    return " ".join(said)
