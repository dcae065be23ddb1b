"""The sentences for what the pure reader names by code; both faces and the command say the same."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

FILE_SENTENCES: Mapping[str, Promise] = {
    "binary": gettext_lazy(
        "This is not a text file. Save the sheet as CSV (comma-separated values) and upload that file."
    ),
    "too_large": gettext_lazy(
        "The file is larger than 25 MB. Split it, for example by year, and upload the parts."
    ),
    "empty": gettext_lazy("The file is empty."),
    "no_columns": gettext_lazy(
        "No columns were found: the values should be separated by comma, semicolon or tab."
    ),
    "header": gettext_lazy("The first row can't be read: it should hold the names of the columns."),
    "too_many_columns": gettext_lazy(
        "The file has more than 200 columns. Leave out those that say nothing of work."
    ),
    "no_rows": gettext_lazy("The file has a row of names but no rows of work."),
    "no_shared_column": gettext_lazy(
        "The two files have no column in common. The file with dates needs the column that names the task."
    ),
    "too_many_projects": gettext_lazy(
        "The column chosen for the project has more than 200 new values. Is it the right column?"
    ),
}

PROBLEM_SENTENCES: Mapping[str, Promise] = {
    "quotes": gettext_lazy("The quotation marks of this row don't match, so its values can't be told apart."),
    "width": gettext_lazy("The row has %(value)s values; the row of names has %(limit)s."),
    "too_long": gettext_lazy("The text is longer than %(limit)s characters."),
    "not_text": gettext_lazy("The text holds characters that can't be read. Is the encoding right?"),
    "missing": gettext_lazy("The value is missing."),
    "not_hours": gettext_lazy("“%(value)s” is not a number of hours."),
    "negative": gettext_lazy("Hours can't be negative."),
    "too_many_hours": gettext_lazy("“%(value)s” is more hours than a task can have."),
    "not_date": gettext_lazy("“%(value)s” is not a date in the order chosen."),
    "too_early": gettext_lazy("“%(value)s” lies before 1990."),
    "too_late": gettext_lazy("“%(value)s” lies more than a year ahead."),
    "reversed": gettext_lazy("The work ended on %(value)s, before it began on %(limit)s."),
    "day": gettext_lazy("%(value)s hours in one day: a day has 24."),
    "span": gettext_lazy("%(value)s hours, but the days from start to finish have only %(limit)s."),
    "full_day": gettext_lazy("All rows of this person on this day make %(value)s hours: a day has 24."),
    "no_project": gettext_lazy("The row names no project."),
    "unknown_project": gettext_lazy("No project of this partnership has the code “%(value)s”."),
    "dates_disagree": gettext_lazy("The file with dates says different things about “%(value)s”."),
}


def file_sentence(code: str) -> str:
    """Say why a whole file is refused, in the active language."""
    return str(FILE_SENTENCES[code])


def problem_sentence(code: str, value: str, limit: str) -> str:
    """Say what is wrong with a row, in the active language."""
    return str(PROBLEM_SENTENCES[code]) % {"value": value, "limit": limit}


def rows_in_words(count: int) -> str:
    """Say a number of rows."""
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}


def missing_sentence(missing: str) -> str:
    """Say what must be chosen before a log can be checked."""
    return {
        "done_on": _("Choose the column that says the day of the work."),
        "hours": _("Choose the column that says the hours."),
        "date_order": _(
            "These dates can be read in more than one way. Choose the order of day, month and year."
        ),
    }[missing]
