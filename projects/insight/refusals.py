"""What insight answers when it will not do as asked: what is wrong, and how to mend it."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused


class BadPage(Refused):
    message = _("Some of the page can't be saved like this.")
    code = "bad_page"
    status = 422


class TitleMissing(BadPage):
    message = _("Give the page a title of 1 to 200 characters.")
    code = "title_missing"
    field = "title"


class TextTooLong(BadPage):
    message = _("A page holds at most 50,000 characters. Move a part of it to a page of its own.")
    code = "text_too_long"
    field = "body"


class BadTopic(BadPage):
    message = _("Choose what the page is about from the list.")
    code = "bad_topic"
    field = "topic"


class BadAudience(BadPage):
    message = _("Choose who reads the page from the list.")
    code = "bad_audience"
    field = "audience"


class ReaderNotHere(BadPage):
    message = _("Choose people of the two sides of this partnership.")
    code = "reader_not_here"
    field = "readers"


class NamedByNobody(BadPage):
    message = _(
        "A program can't write for named people, since it is none of them. Write the page as a person."
    )
    code = "named_by_nobody"
    field = "audience"


class FreshDayPassed(BadPage):
    message = _("That day has passed. Choose today or a later day, or leave it empty.")
    code = "fresh_day_passed"
    field = "fresh_until"


class NotYourPage(NotAllowed):
    message = _("Each side writes its own pages. Ask the other side in a question instead.")
    code = "not_your_page"


class PageArchived(Refused):
    message = _("This page is archived. Take it back before you change it.")
    code = "page_archived"


class FileNotTaken(Refused):
    code = "file_not_taken"
    status = 422
    field = "file"


class TooManyFiles(Refused):
    message = _("A page holds at most 20 files. Take one away first.")
    code = "too_many_files"
    field = "file"


FILE_SENTENCES = {
    "too_large": _("The file is larger than 10 MB."),
    "empty": _("The file is empty."),
    "unknown_type": _(
        "Files of this type are not taken in. PDF, PNG, JPEG, WebP, plain text, CSV, Word, Excel and PowerPoint are."
    ),
    "markup": _("Pages of HTML, drawings of SVG and other files that a browser could run are not taken in."),
    "mixed": _(
        "The file is two things at once, so it is not taken in. Save it anew in the program it comes from."
    ),
    "broken": _("The file is not whole. Save it anew in the program it comes from, then try again."),
    "locked": _("The file is locked with a password, so nobody here could read it."),
    "macros": _("The document holds macros. Save it without them, then try again."),
    "expands": _("The document would grow too large when it is opened."),
}


class BadFigure(Refused):
    message = _("The figure can't be kept like this.")
    code = "bad_figure"
    status = 422


class FigureNameMissing(BadFigure):
    message = _("Name the figure with 1 to 120 characters.")
    code = "figure_name_missing"
    field = "name"


class FigureUnitMissing(BadFigure):
    message = _('A number needs a unit, such as "%", "SEK" or "orders a week".')
    code = "figure_unit_missing"
    field = "unit"


class FigureNumber(BadFigure):
    message = _("Write a number below 1,000,000,000,000 with at most four decimals.")
    code = "figure_number"
    field = "value"


class BandNotPositive(BadFigure):
    message = _("A range is wider than 0.")
    code = "band_not_positive"
    field = "band"


class BandFixed(BadFigure):
    message = _(
        "The figure has values already, so its ranges stay as wide as they are: moving them would tell of the values."
    )
    code = "band_fixed"
    field = "band"


class FigureDay(BadFigure):
    message = _("A value is of today or an earlier day, from 1990 on.")
    code = "figure_day"
    field = "read_on"


class TooManyValues(BadFigure):
    message = _("At most 5,000 values at a time.")
    code = "too_many_values"


class SameDayTwice(BadFigure):
    message = _("A day stands there twice. Write each day once.")
    code = "same_day_twice"
    field = "read_on"


class FigureArchived(Refused):
    message = _("This figure is archived. Take it back before you change it.")
    code = "figure_archived"


class NotYourFigure(NotAllowed):
    message = _("Each side keeps its own figures.")
    code = "not_your_figure"


class QuestionEmpty(Refused):
    message = _("Write the question in 1 to 200 characters.")
    code = "question_empty"
    status = 422
    field = "title"


class PostEmpty(Refused):
    message = _("Write something, at most 5,000 characters.")
    code = "post_empty"
    status = 422
    field = "text"


class AskOwnSide(Refused):
    message = _("Ask another side: this is your own.")
    code = "ask_own_side"
    status = 422
    field = "owner"


class SubjectNotHere(Refused):
    message = _("Choose something of this partnership that both sides see.")
    code = "subject_not_here"
    status = 422
    field = "subject"


class NotYourTurn(Refused):
    message = _("It is the other side's turn.")
    code = "not_your_turn"


class QuestionClosed(Refused):
    message = _("This question is closed. Ask a new one.")
    code = "question_closed"


class OthersQuestion(NotAllowed):
    message = _("Only the side that asked closes the question.")
    code = "others_question"


class OwnInsight(Refused):
    message = _("This is your own side's page: the others say what it changed for them.")
    code = "own_insight"


class UseEmpty(Refused):
    message = _("Say in 1 to 500 characters what it changed.")
    code = "use_empty"
    status = 422
    field = "text"
