from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Value
from django.db.models.functions import Cast

from accounts.doors import entered
from accounts.models import Partnership, Party
from accounts.tenancy import Context, TenantContextMissing, held
from partnership.kit import questions
from partnership.kit.questions import Kept
from partnership.kit.rounds import asked, read, together

pytestmark = pytest.mark.django_db(databases=["default", "system"])
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
IDS = [UUID(int=number + 1) for number in range(3)]


def sessions(after, words=()):
    """Sessions of a span, some by their key."""
    rows = Session.objects.filter(expire_date__gt=after).order_by("pk")
    return rows.filter(pk__in=words) if words else rows


def parties(ids, started_on):
    """Parties with their partnerships."""
    rows = Party.objects.filter(partnership_id__in=ids, partnership__started_on__gte=started_on)
    return rows.select_related("partnership", "organization").order_by("partnership_id", "position")


@pytest.fixture(autouse=True)
def _inside():
    with held(Context()):
        yield


@pytest.fixture
def written(monkeypatch):
    """What has been written since the test began."""
    questions._written.cache_clear()
    return lambda: questions._written.cache_info().misses


def test_a_kept_question_gives_what_its_queryset_gives(world):
    with entered(world.actor("sam")):
        values = {"ids": [world.shared], "started_on": date(2000, 1, 1)}
        wanted = list(parties(**values))
        alone, (first, second) = (
            read(asked(Kept(parties, **values))),
            read(together(asked(Kept(parties, **values)), asked(Kept(parties, **values)))),
        )
    assert wanted
    assert alone == first == second == wanted
    assert [one.partnership.status for one in first] == [one.partnership.status for one in wanted]
    assert first[0] is not second[0]


def test_only_the_shape_decides_what_is_written_anew(written):
    for ids in (IDS, IDS[::-1]):
        Kept(parties, ids=ids, started_on=date(2026, 1, ids[0].int))
    assert written() == 1
    Kept(parties, ids=IDS[:2], started_on=date(2026, 1, 1))
    Kept(sessions, after=NOW)
    assert written() == 3


def test_each_value_goes_where_it_was_placed():
    placed = Kept(parties, ids=IDS[::-1], started_on=date(2026, 1, 5)).statement[1]
    assert placed == [date(2026, 1, 5), *IDS[::-1]]
    assert Kept(sessions, after=NOW, words=("b", "a")).statement[1] == [NOW, "b", "a"]


def test_a_question_about_nothing_is_none():
    kept = Kept(parties, ids=[], started_on=date(2026, 1, 1))
    assert kept.statement is None
    assert read(asked(kept)) == []


def test_two_kept_questions_do_not_mix_their_rows():
    for number in range(4):
        Session.objects.create(session_key=str(number), session_data="", expire_date=NOW)
    early = datetime(2026, 1, 1, tzinfo=UTC)
    found = read(
        together(
            *(asked(Kept(sessions, after=early, words=some)) for some in (("1",), ("2",), ("1", "3"))),
            asked(Kept(sessions, after=NOW)),
        )
    )
    assert [[one.pk for one in some] for some in found] == [["1"], ["2"], ["1", "3"], []]


def test_what_is_worked_out_of_a_value_is_refused():
    def later(after):
        return Session.objects.filter(expire_date__gt=after + timedelta(days=1))

    with pytest.raises(ValueError, match="works something out of its values"):
        Kept(later, after=NOW)


def test_a_kept_question_of_owned_rows_is_refused_outside_a_door_like_any_other():
    values = {"ids": IDS, "started_on": date(2026, 1, 1)}
    assert read(asked(Kept(parties, **values))) == []
    with held(None), pytest.raises(TenantContextMissing):
        Kept(parties, **values)


def test_constants_stay_where_they_are():
    def one(partnership_id, status):
        rows = Partnership.objects.filter(id=partnership_id, status=status)
        return rows.annotate(word=Cast(Value("100 %"), Partnership._meta.get_field("status"))).values_list(
            "word"
        )

    statement = Kept(one, partnership_id=IDS[0], status="active").statement
    assert set(map(str, statement[1])) == {"100 %", str(IDS[0]), "active"}
