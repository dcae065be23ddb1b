"""The pages of openness from both chairs: what is open, asking and answering, the table, closing, the reading log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.kit.ids import new_id
from projects.agreement.models import Version
from projects.openness.factories import granted
from projects.openness.models import Ask, Grant, Reading
from projects.openness.steps import Step, Topic
from tests.furnished import keep
from tests.furnishings import openness
from tests.tenancy import as_creator
from tests.world import MARKER

FAR = "2099-12-31"


@pytest.fixture
def furnished_openness(world):
    with as_creator():
        for key in openness.SIDES:
            openness.furnish(world, key, keep)
    return world


@pytest.fixture
def asked(world):
    with as_creator():
        return Ask.objects.create(
            partnership_id=world.shared,
            party_id=world.parties["havsvik"],
            owner_id=world.parties["studionord"],
            topic="margin",
            step=3,
            gives=2,
            because="We plan the spring",
            asked_by=world.users["ada"],
            asked_at=timezone.now(),
        )


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def count(model):
    with as_creator():
        return model.objects.count()


def rows(**said):
    """The table as the form sends it: nothing opened but what is said, as `one_margin_step`."""
    plain = {"time": "4", "response_times": "4"}
    topics = ("time", "response_times", "cost", "margin", "outcome_value", "capacity", "plans", "key_figures")
    table = {f"{pair}-{topic}-step": plain.get(topic, "0") for pair in ("1-2", "2-1") for topic in topics}
    return {"seen": "0", "key": str(new_id()), "exception": "", "word": "", **table, **said}


BALANCED = {
    "2-1-margin-step": "3",
    "2-1-margin-until": FAR,
    "2-1-margin-purpose": "To see whether it carries",
    "1-2-outcome_value-step": "2",
    "1-2-outcome_value-until": FAR,
    "1-2-outcome_value-purpose": "To see what it gives",
}


def test_both_chairs_read_the_same_table(sign_in, at, furnished_openness):
    for name in ("ada", "sam", "vera"):
        page = text(sign_in(name).get(at("openness")))
        assert page.count("För att planera Ny webbutik") == 3
        assert "Vi vill se hur Ny webbutik går" in page
        assert MARKER not in page
        assert ("Close<span" in page) == (name != "vera")


def test_a_side_closes_its_own_and_asks_for_the_others(sign_in, at, world, furnished_openness):
    page = text(sign_in("sam").get(at("openness")))
    assert at("close", grant=world.things["grant"]["shared"]) in page
    assert f"{at('ask')}?owner={world.parties['havsvik']}&amp;topic=plans" in page
    assert f"owner={world.parties['studionord']}" not in page


def test_a_question_is_put_and_answered_by_the_other_side(sign_in, at, world):
    ada = sign_in("ada")
    assert ada.get(f"{at('ask')}?topic=key_figures").status_code == 200
    said = {
        "owner": world.parties["studionord"],
        "topic": "key_figures",
        "step": "3",
        "because": "We plan the spring",
        "gives": "",
        "key": new_id(),
    }
    assert [ada.post(at("ask"), said).status_code for _click in range(2)] == [303, 303]
    with as_creator():
        row = Ask.objects.get()
    assert "We plan the spring" in text(sign_in("sam").get(at("openness")))
    refused = sign_in("sam").post(at("answer", ask=row.id), {"is_yes": "no", "answer": ""})
    assert refused.status_code == 422
    assert "Say why not in a sentence" in text(refused)
    assert (
        sign_in("sam").post(at("answer", ask=row.id), {"is_yes": "no", "answer": "Later"}).status_code == 303
    )
    assert "Later" in text(sign_in("ada").get(at("openness")))


def test_a_question_without_return_is_kept_as_typed(sign_in, at, world):
    said = {
        "owner": world.parties["studionord"],
        "topic": "margin",
        "step": "3",
        "because": "We plan the <spring>",
        "gives": "1",
    }
    answer = sign_in("ada").post(at("ask"), said)
    assert answer.status_code == 422
    assert "the other side needs “Outcome value” from you" in text(answer)
    assert "We plan the &lt;spring&gt;" in text(answer)
    assert count(Ask) == 0


def test_a_yes_goes_on_to_a_proposal_that_is_filled_in(sign_in, at, asked):
    sam = sign_in("sam")
    answer = sam.post(at("answer", ask=asked.id), {"is_yes": "yes", "answer": ""})
    assert (answer.status_code, answer["Location"]) == (303, f"{at('propose')}?ask={asked.id}")
    page = sam.get(answer["Location"])
    initial = page.context["form"].initial
    assert (initial["2-1-margin-step"], initial["1-2-outcome_value-step"]) == ("3", "2")
    assert initial["2-1-margin-purpose"] == "We plan the spring"


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("vera", 403), ("olga", 404)])
def test_who_was_not_asked_does_not_answer(sign_in, at, asked, name, status):
    assert sign_in(name).post(at("answer", ask=asked.id), {"is_yes": "yes"}).status_code == status


def test_taking_a_question_back(sign_in, at, asked):
    assert sign_in("sam").post(at("withdraw_ask", ask=asked.id)).status_code == 403
    assert sign_in("ada").post(at("withdraw_ask", ask=asked.id)).status_code == 303
    assert sign_in("ada").post(at("withdraw_ask", ask=asked.id)).status_code == 409


def test_the_whole_table_is_put_forward_at_once_and_once(sign_in, at, world):
    said = rows(**BALANCED)
    finn = sign_in("finn")
    answers = [finn.post(at("propose"), said) for _click in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    with as_creator():
        version = Version.objects.get(partnership_id=world.shared, agreement__kind="openness")
    assert "To see whether it carries" in version.text_en
    assert "waits for signatures" in text(sign_in("ada").get(at("propose")))
    assert "Studio Nord proposes a change" in text(sign_in("ada").get(at("openness")))


def test_what_is_missing_stands_at_its_row_and_nothing_typed_is_lost(sign_in, at):
    said = rows(**{**BALANCED, "2-1-margin-purpose": "", "1-2-outcome_value-step": "1", "word": "Let's see"})
    answer = sign_in("sam").post(at("propose"), said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["2-1-margin-purpose"]
    assert "Let&#x27;s see" in text(answer)
    answer = sign_in("sam").post(at("propose"), {**said, "2-1-margin-purpose": "To see"})
    assert list(answer.context["form"].errors) == ["2-1-margin-step"]
    assert "Open more of that, open less of this" in text(answer)


def test_what_came_meanwhile_is_told_and_the_next_sending_counts(sign_in, at):
    assert sign_in("ada").post(at("propose"), rows(**BALANCED)).status_code == 303
    stale = rows(**BALANCED, word="Mine")
    answer = sign_in("sam").post(at("propose"), stale)
    assert answer.status_code == 422
    assert answer.context["form"]["seen"].value() == "1"
    mine = {**stale, "seen": "1", "2-1-margin-step": "2"}
    assert sign_in("sam").post(at("propose"), mine).status_code == 303


def test_the_table_starts_from_what_is_open(sign_in, at, furnished_openness):
    initial = sign_in("sam").get(at("propose")).context["form"].initial
    assert (initial["2-1-capacity-step"], initial["2-1-capacity-purpose"]) == (
        "3",
        "För att planera Ny webbutik",
    )
    assert initial["1-2-plans-step"] == "2"
    assert initial["2-1-key_figures-step"] == "0"


@pytest.mark.parametrize("ask", ["nonsense", ""])
def test_a_made_up_question_fills_nothing(sign_in, at, ask):
    assert sign_in("sam").get(f"{at('propose')}?ask={ask}").status_code == 200
    assert sign_in("sam").get(f"{at('propose')}?ask={new_id()}").status_code == 404


def test_closing_on_its_page(sign_in, at, world, furnished_openness):
    url = at("close", grant=world.things["grant"]["shared"])
    sam = sign_in("sam")
    assert "It is open to step 3 (by role)." in text(sam.get(url))
    assert sam.post(url, {"step": "4"}).status_code == 422
    assert sam.post(url, {"step": "1"}).status_code == 303
    assert "This is closed already." in text(sam.get(url))
    with as_creator():
        kept = Grant.objects.get(partnership_id=world.shared, topic="capacity", ended_at=None)
    assert kept.step == 1
    assert "closed by Studio Nord, Sam Berg" in text(sign_in("ada").get(at("openness")))


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("vera", 403), ("olga", 404)])
def test_nobody_else_closes_it(sign_in, at, world, furnished_openness, name, status):
    url = at("close", grant=world.things["grant"]["shared"])
    assert [sign_in(name).get(url).status_code, sign_in(name).post(url, {"step": "0"}).status_code] == [
        status
    ] * 2


def test_what_is_out_of_balance_is_said_to_both(sign_in, at, world):
    parties = world.parties["studionord"], world.parties["havsvik"]
    with as_creator():
        granted(world.shared, *parties, Topic.MARGIN, Step.DETAIL)
    for name in ("ada", "sam"):
        assert "Havsvik Hem would see step 3 (by role) and opens “Outcome value” at step 0" in text(
            sign_in(name).get(at("openness"))
        )


def test_cost_shows_what_margin_opens_along(sign_in, at, world):
    parties = world.parties["studionord"], world.parties["havsvik"]
    with as_creator():
        granted(world.shared, *parties, Topic.MARGIN, Step.EXISTS)
    tables = sign_in("ada").get(at("openness")).context["tables"]
    cells = {row.label: row.cells[1] for row in tables[0].rows}
    assert (cells["Cost"].step, cells["Cost"].through) == (Step.EXISTS, "Margin")
    assert (cells["Margin"].step, cells["Margin"].through) == (Step.EXISTS, "")


def test_the_reading_log_is_its_owners(sign_in, at, furnished_openness):
    ada, sam = (text(sign_in(name).get(at("readings"))) for name in ("ada", "sam"))
    assert ("Sam Berg<br>" in ada, "Ada Holm<br>" in ada) == (True, False)
    assert ("Sam Berg<br>" in sam, "Ada Holm<br>" in sam) == (False, True)
    assert MARKER not in ada + sam


def test_the_reading_log_goes_on_page_by_page(sign_in, at, world):
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    with as_creator():
        Reading.objects.bulk_create(
            Reading(
                partnership_id=world.shared,
                organization=world.organizations["havsvik"],
                party_id=world.parties["havsvik"],
                reader_id=world.parties["studionord"],
                reader_organization=world.organizations["studionord"],
                who=new_id(),
                topic="plans",
                step=2,
                place="api.book",
                hour=now - timedelta(hours=number // 2),
                first_at=now,
                last_at=now,
                times=number,
            )
            for number in range(60)
        )
    ada = sign_in("ada")
    first = ada.get(at("readings"))
    second = ada.get(at("readings") + first.context["older_url"])
    times = [one.times for page in (first, second) for one, _reader in page.context["readings"]]
    assert sorted(times) == list(range(60))
    assert second.context["older_url"] == ""
    assert "Open book, by a program" in text(first)
    assert ada.get(f"{at('readings')}?before={new_id()}").status_code == 404
    assert ada.get(f"{at('readings')}?before=x").status_code == 404


def test_three_sides_have_three_tables(client, three):
    client.force_login(three.people[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/p/{three.id}/openness/")
    assert [[side.name for side in table.sides] for table in page.context["tables"]] == [
        ["Alm", "Bok"],
        ["Alm", "Ceder"],
        ["Bok", "Ceder"],
    ]
    assert client.get(f"/p/{three.id}/openness/propose/").content.count(b'name="3-1-margin-step"') == 1


@pytest.mark.parametrize("page", ["openness", "readings", "propose", "ask"])
def test_strangers_find_no_page(sign_in, at, page):
    assert sign_in("olga").get(at(page)).status_code == 404


@pytest.mark.parametrize("page", ["propose", "ask"])
def test_who_reads_only_writes_nothing(sign_in, at, page):
    assert [sign_in("vera").get(at(page)).status_code, sign_in("vera").post(at(page), {}).status_code] == [
        403,
        403,
    ]
