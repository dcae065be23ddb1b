"""The fields of a price sheet as a kind of agreement: what people read and sign."""

from django.utils.translation import gettext_lazy as _

from projects.agreement.fields import Field, Type
from projects.pricing.buildup import OverheadKey, SheetKind, Sort

KIND = "price_sheet"


KINDS = {
    SheetKind.TIME_AND_MATERIALS.value: _("Time and materials"),
    SheetKind.FIXED_PRICE.value: _("Fixed price"),
    SheetKind.PRICE_CAP.value: _("Price cap"),
    SheetKind.TARGET_COST.value: _("Target cost"),
    SheetKind.RETAINER.value: _("Retainer"),
}
SORTS = {
    Sort.LABOUR.value: _("Labor"),
    Sort.BOUGHT_IN.value: _("Bought in"),
    Sort.TOOLS.value: _("Tools"),
    Sort.OVERHEAD.value: _("Overhead"),
    Sort.RISK.value: _("Risk"),
    Sort.DISCOUNT.value: _("Discount"),
}
KEYS = {
    OverheadKey.DIRECT_COST.value: _("By direct cost"),
    OverheadKey.HOURS.value: _("By hours"),
}
LINE_FIELDS = (
    Field("text", _("What"), Type.TEXT),
    Field("sort", _("Sort"), Type.CHOICE, choices=SORTS),
    Field("role", _("Role"), Type.TEXT),
    Field("hours", _("Hours"), Type.HOURS),
    Field("rate", _("Hourly rate, excl. VAT"), Type.NUMBER),
    Field("price", _("Price, excl. VAT"), Type.MONEY),
)
FIELDS = (
    Field("project", _("Project"), Type.REF),
    Field("kind", _("How it is charged"), Type.CHOICE, choices=KINDS),
    Field("currency", _("Currency"), Type.TEXT),
    Field("lines", _("Lines"), Type.LIST, fields=LINE_FIELDS, row_name="text"),
    Field("fixed_price", _("Fixed price, excl. VAT"), Type.MONEY),
    Field("cap", _("Price cap, excl. VAT"), Type.MONEY),
    Field("monthly", _("Retainer a month, excl. VAT"), Type.MONEY),
    Field("months", _("Months"), Type.NUMBER),
    Field("vat", _("VAT"), Type.PERCENT),
    Field("corridor_low", _("Margin corridor, from"), Type.PERCENT),
    Field("corridor_high", _("Margin corridor, to"), Type.PERCENT),
    Field("overhead_key", _("Overhead is shared out"), Type.CHOICE, choices=KEYS),
    Field(
        "bonus",
        _("Outcome bonus"),
        Type.GROUP,
        fields=(Field("goal", _("Goal"), Type.REF), Field("amount", _("Bonus, excl. VAT"), Type.MONEY)),
    ),
)
