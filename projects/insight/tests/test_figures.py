"""Key figures: kept by one side, seen by another as far as it opened them, corrected with their history."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.actions.organizations import ChangedMeanwhile
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.models import Event
from projects.insight.actions.figures import FigureSaid, add_figure, archive_figure, change_figure
from projects.insight.actions.values import BadFigureFile, ValueSaid, read_figure_file, record_values
from projects.insight.figures import Day, Frame, Monthly, months_of, reduced
from projects.insight.models import FigureValue
from projects.insight.queries.figures import figure_seen, figures_by_side, values_of
from projects.insight.refusals import BandFixed, FigureDay, FigureNumber, NotYourFigure, SameDayTwice
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from tests.tenancy import as_creator

from .conftest import NOW, TODAY

SAID = FigureSaid(
    "Orders a week", "orders", target=Decimal(400), band=Decimal(50), source="The shop's report"
)


@pytest.fixture
def figure(door):
    with door("ada") as at:
        return add_figure(at.actor, partnership=at.partnership, said=SAID, now=NOW)


def record(door, figure, *values, name="ada", kind="hand", now=NOW):
    with door(name) as at:
        said = [ValueSaid(day, Decimal(value)) for day, value in values]
        return record_values(at.actor, figure=figure, values=said, source_kind=kind, today=TODAY, now=now)


def opened(world, step):
    with as_creator():
        granted(world.shared, world.parties["havsvik"], world.parties["studionord"], Topic.KEY_FIGURES, step)


def seen(door, figure, name="sam"):
    with door(name) as at:
        return figure_seen(at.actor, at.partnership, figure.id, today=TODAY, now=NOW)


def test_closed_the_other_side_finds_nothing_and_not_even_that_there_is_something(door, figure):
    record(door, figure, (TODAY, "412"))
    with pytest.raises(NotThere):
        seen(door, figure)
    with door("sam") as at:
        sides = figures_by_side(at.actor, at.partnership, today=TODAY, now=NOW)
        assert [one.figures for one in sides] == [None, ()]
        assert not Event.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM insight_figure), (SELECT count(*) FROM insight_figurevalue)"
            )
            assert cursor.fetchone() == (0, 0)


@pytest.mark.parametrize("step", [Step.EXISTS, Step.SUMMARY, Step.DETAIL, Step.FULL])
def test_each_step_tells_what_it_permits_and_no_more(door, world, figure, step):
    record(door, figure, (date(2026, 10, 5), "380.5"), (TODAY, "412.25"))
    opened(world, step)
    one = seen(door, figure)
    told = repr(one)
    assert one.shown.newest.light == "inside"
    assert ("412.25" in told, "380.5" in told) == (step >= Step.DETAIL,) * 2
    assert ("Decimal('400" in told) == (step >= Step.SUMMARY)  # the band's end, and from step 3 on the target
    assert bool(one.shown.months) == (step >= Step.SUMMARY)
    assert (one.target is not None) == (step >= Step.DETAIL)
    assert ("report" in told) == (step == Step.FULL)


def test_a_look_is_written_down_for_the_owner(door, world, figure):
    opened(world, Step.FULL)
    seen(door, figure)
    with door("ada"):
        assert list(Reading.objects.values_list("topic", "place", "times")) == [("key_figures", "figures", 1)]


def test_a_band_never_moves_with_the_number():
    frame = Frame(Decimal(50), Monthly.MEAN)
    days = [Day(date(2026, 11, 2), Decimal(399)), Day(date(2026, 11, 9), Decimal(412))]
    shown = reduced(days, frame, step=Step.SUMMARY)
    assert (shown.newest.low, shown.newest.high) == (400, 450)
    assert [(one.value.low, one.value.high) for one in shown.months] == [(400, 450)]
    assert shown.days == ()


@pytest.mark.parametrize(("monthly", "value"), [("last", "3"), ("mean", "2"), ("sum", "6")])
def test_a_month_is_told_as_its_owner_chose(monthly, value):
    days = [Day(date(2026, 11, day), Decimal(day)) for day in (1, 2, 3)]
    assert months_of(days, Monthly(monthly)) == [(date(2026, 11, 1), Decimal(value))]


def test_a_correction_counts_and_the_earlier_value_stays(door, figure):
    record(door, figure, (TODAY, "41"))
    record(door, figure, (TODAY, "412"), now=NOW + timedelta(minutes=1))
    assert record(door, figure, (TODAY, "412"), now=NOW + timedelta(minutes=2)) == [None]
    with door("ada"):
        assert [one.value for one in values_of(figure)] == [41, 412]
    one = seen(door, figure, "ada")
    assert [(day.value, day.corrected) for day in one.shown.days] == [(412, 1)]


@pytest.mark.parametrize(
    "sql", ["UPDATE insight_figurevalue SET value = 1", "DELETE FROM insight_figurevalue"]
)
def test_values_are_never_changed_or_deleted(door, figure, sql):
    record(door, figure, (TODAY, "412"))
    with door("ada"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ([(TODAY + timedelta(days=1), "1")], FigureDay),
        ([(date(1989, 12, 31), "1")], FigureDay),
        ([(TODAY, "NaN")], FigureNumber),
        ([(TODAY, "1000000000000")], FigureNumber),
        ([(TODAY, "1.23456")], FigureNumber),
        ([(TODAY, "1"), (TODAY, "2")], SameDayTwice),
    ],
)
def test_what_can_be_no_value_is_refused_whole(door, figure, values, refusal):
    with pytest.raises(refusal):
        record(door, figure, (TODAY - timedelta(days=5), "7"), *values)
    with door("ada"):
        assert not FigureValue.objects.exists()


def test_viewers_and_the_other_side_write_nothing(door, figure):
    with pytest.raises(NotAllowed):
        record(door, figure, (TODAY, "1"), name="vera")
    with pytest.raises(NotYourFigure):
        record(door, figure, (TODAY, "1"), name="sam")


def test_a_file_is_taken_whole_or_not_at_all(door, figure):
    def read(text, encoding="utf-8"):
        with door("ada") as at:
            data = text.encode(encoding)
            return read_figure_file(
                at.actor, figure=figure, data=data, source_name="file", today=TODAY, now=NOW
            )

    with pytest.raises(BadFigureFile) as refused:
        read("Dag;Värde\n2026-11-02;1 234,5\nnext week;4\n2026-11-03;many\n2027-01-01;1\n2026-11-02;2")
    problems = [(one.row, one.code) for one in refused.value.problems]
    assert problems == [(2, "twice"), (3, "not_a_day"), (4, "not_a_number"), (5, "too_late"), (6, "twice")]
    assert [str(one.value) for one in read("Dag;Värde\n2026-11-02;1 234,5\n2026-11-03;412", "cp1252")] == [
        "1234.5",
        "412",
    ]
    for text in ("", "a,b\n1,2", "day,value\n", "\x00"):
        with pytest.raises(BadFigureFile):
            read(text)


def test_the_band_is_fixed_with_the_first_value(door, figure):
    def change(**changed):
        with door("ada") as at:
            values = {name: getattr(SAID, name) for name in FigureSaid.__slots__} | changed
            return change_figure(at.actor, figure=figure, said=FigureSaid(**values), version=None, now=NOW)

    assert change(band=Decimal(20)).band == 20
    record(door, figure, (TODAY, "412"))
    with pytest.raises(BandFixed):
        change(band=Decimal(50))
    assert change(band=None, name="Orders").band == 20
    with door("ada") as at, pytest.raises(ChangedMeanwhile):
        change_figure(at.actor, figure=figure, said=SAID, version=1, now=NOW)


def test_archived_nobody_else_finds_it(door, world, figure):
    opened(world, Step.FULL)
    with door("ada") as at:
        archive_figure(at.actor, figure=figure, now=NOW)
    with pytest.raises(NotThere):
        seen(door, figure)
    assert seen(door, figure, "ada").is_archived
