"""The fields of a basis for billing as a kind of agreement: what people read and sign."""

from django.utils.translation import gettext_lazy as _

from projects.agreement.fields import Field, Type
from projects.pricing.billing import Sort

KIND = "billing"
EMPTY = "–"

SORTS = {
    Sort.WORK.value: _("Work"),
    Sort.LATE.value: _("Work of an earlier period"),
    Sort.OUTLAY.value: _("Purchase"),
    Sort.DISCOUNT.value: _("Discount"),
    Sort.CAP.value: _("Above the price cap"),
    Sort.INSTALMENT.value: _("Instalment"),
    Sort.SHARE.value: _("Share of saving or overrun"),
    Sort.BONUS.value: _("Outcome bonus"),
}
LINE_FIELDS = (
    Field("sort", _("Sort"), Type.CHOICE, choices=SORTS),
    Field("text", _("What"), Type.TEXT, nothing=EMPTY),
    Field("hours", _("Hours"), Type.HOURS, nothing=EMPTY),
    Field("rate", _("Hourly rate, excl. VAT"), Type.MONEY, nothing=EMPTY),
    Field("amount", _("Amount, excl. VAT"), Type.MONEY),
)
FIELDS = (
    Field("project", _("Project"), Type.REF),
    Field("commissioned_by", _("Commissioned by"), Type.REF),
    Field("delivered_by", _("Delivered by"), Type.REF),
    Field("from_on", _("First day"), Type.DAY),
    Field("to_on", _("Last day"), Type.DAY),
    Field("lines", _("Lines"), Type.LIST, fields=LINE_FIELDS, row_name="sort text"),
    Field("total", _("Sum, excl. VAT"), Type.MONEY),
    Field("vat", _("VAT in percent"), Type.PERCENT),
    Field("vat_amount", _("VAT"), Type.MONEY),
    Field("with_vat", _("Sum with VAT"), Type.MONEY),
)
