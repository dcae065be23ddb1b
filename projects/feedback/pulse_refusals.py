"""What a pulse and the talk after it answer when they will not do as asked. None of it tells what another side has done."""

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused


class PulseIsOpen(Refused):
    message = _("A pulse is open already. The next one can be opened when it is over.")
    code = "pulse_is_open"


class PulseIsOver(Refused):
    message = _("This pulse is over. What was said in it stands; you are asked again in the next one.")
    code = "pulse_is_over"


class NotRevealed(Refused):
    message = _("Answers are shown when every side has answered, or when the time for it has passed.")
    code = "not_revealed"


class NotAskedHere(NotAllowed):
    message = _("This pulse asks those who were there when it opened. You are asked in the next one.")
    code = "not_asked_here"


class NeedsAPerson(NotAllowed):
    message = _("A person answers a pulse, not a program. Use a key of your own.")
    code = "needs_a_person"


class AnsweredAlready(Refused):
    message = _("You have answered already. Sign in to read or change what you said.")
    code = "answered_already"


class RatingRefused(Refused):
    """`field` is the path of the rating: "ratings.3.score"."""

    status = 422


class NothingSaid(RatingRefused):
    message = _("Rate at least one thing, or write a comment.")
    code = "nothing_said"
    field = "ratings"


class NoSuchQuestion(RatingRefused):
    message = _("This pulse does not ask that.")
    code = "no_such_question"


class RatedTwice(RatingRefused):
    message = _("The same question stands here twice.")
    code = "rated_twice"


class BadScore(RatingRefused):
    message = _("Choose a number from 1 to 10, or none.")
    code = "bad_score"


class CommentTooLong(RatingRefused):
    message = _("This comment is too long: 2,000 characters at most.")
    code = "comment_too_long"


class NotesTooLong(Refused):
    message = _("These notes are too long: 20,000 characters at most.")
    code = "notes_too_long"
    status = 422
    field = "text"


class NotesMoved(Refused):
    message = _("Somebody has written here meanwhile. Read it, and then save what you wrote beside it.")
    code = "notes_moved"


class TermsRefused(Refused):
    status = 422


class RhythmMissing(TermsRefused):
    message = _("Choose how often.")
    code = "rhythm_missing"
    field = "rhythm"


class BadWindow(TermsRefused):
    message = _("Give people 3 to 30 days to answer.")
    code = "bad_window"
    field = "days"


class TooFewQuestions(TermsRefused):
    message = _("Ask two to seven questions. Fewer say too little, more are not answered.")
    code = "bad_number_of_questions"
    field = "topics"


class TopicTwice(TermsRefused):
    message = _("The same topic stands here twice.")
    code = "topic_twice"


class BothLanguagesNeeded(TermsRefused):
    message = _("Write the question in both languages: each side answers in its own.")
    code = "both_languages_needed"
