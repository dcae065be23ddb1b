from datetime import UTC, datetime

import pytest
from django.utils import translation

from accounts.doors import entered
from projects.activity.queries import events_on_page
from projects.agreement.factories import proposed
from projects.agreement.models import Draft, Version
from projects.agreement.queries.charter import charter_copy
from projects.agreement.tests.charters import (
    address,
    charter_in_force,
    charter_values,
    step_form,
    text,
    wrote,
)

SCRIPT = "<script>alert('x')</script>"


def values_now(world):
    with entered(world.actor("ada")):
        return charter_copy(world.partnership("ada")).values


def typed(world):
    """What is typed into each of the five forms."""
    return {
        1: {"vision": "Every kitchen is drawn once."},
        2: {"principles-0-text": "Bad news the same day.", "ways": "We answer within a day."},
        3: {"contacts-1-0-person": "Ada Holm", "contacts-1-0-turn": "1", "contacts-2-0-person": "Sam Berg"},
        4: {"meetings-0-what": "Steering", "meetings-0-often": "monthly", "review_on": "2099-05-01"},
        5: {
            "notice_days": "90",
            "handover-0-what": "Source",
            "handover-0-party": str(world.parties["havsvik"]),
        },
    }


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_either_side_goes_through_the_five_steps_and_proposes(sign_in, world, name):
    client = sign_in(name)
    for step, said in typed(world).items():
        url = address(world, "charter_step", step=step)
        answer = client.post(url, {**step_form(client, url, **said), "then": "on"})
        onward = (
            address(world, "charter_step", step=step + 1) if step < 5 else address(world, "charter_summary")
        )
        assert (answer.status_code, answer.url) == (303, onward)
    summary = client.get(address(world, "charter_summary"))
    assert summary.context["summary"].problems == ()
    sent = {"key": summary.context["key"], "seen": 0, "seen_draft": 5, "word": "Our first."}
    answers = [client.post(address(world, "charter_summary"), sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    with entered(world.actor(name)):
        made = Version.objects.get()
    assert {one.url for one in answers} == {address(world, "agreement", agreement=made.agreement_id)}
    with entered(world.actor("sam")):
        values = charter_copy(world.partnership("sam")).values
    assert values["vision"] == "Every kitchen is drawn once."
    assert [(row["party"]["name"], row["person"]) for row in values["contacts"]] == [
        ("Havsvik Hem", "Ada Holm"),
        ("Studio Nord", "Sam Berg"),
    ]
    assert values["handover"][0]["party"] == {"id": str(world.parties["havsvik"]), "name": "Havsvik Hem"}


def test_saving_and_stopping_leads_back_to_the_charter(sign_in, world):
    client, url = sign_in("sam"), address(world, "charter_step", step=1)
    answer = client.post(url, {**step_form(client, url, vision="One kitchen."), "then": "stop"})
    assert (answer.status_code, answer.url) == (303, address(world, "charter"))
    assert "Last written by Sam Berg" in text(client.get(address(world, "charter")))


def test_adding_rows_keeps_all_that_was_typed_and_saves_nothing(sign_in, world):
    client, url = sign_in("sam"), address(world, "charter_step", step=3)
    sent = {
        **step_form(client, url),
        "contacts-1-0-person": "Ada",
        "contacts-2-1-reach": "by phone",
        "more": "contacts-2",
    }
    shown = client.post(url, sent)
    form = shown.context["form"]
    assert shown.status_code == 200
    assert [len(form.rows_of[f"contacts-{side}"]) for side in (1, 2)] == [2, 5]
    assert (form["contacts-1-0-person"].value(), form["contacts-2-1-reach"].value()) == ("Ada", "by phone")
    with entered(world.actor("sam")):
        assert not Draft.objects.exists()


def test_a_stale_form_comes_back_with_both_texts_and_saves_when_it_is_sent_again(sign_in, world):
    client, url = sign_in("sam"), address(world, "charter_step", step=1)
    sent = step_form(client, url, vision="What Sam typed.")
    wrote(world.actor("ada"), world.shared, 1, vision="What Ada wrote meanwhile.")
    refused = client.post(url, sent)
    shown = text(refused)
    assert refused.status_code == 422
    assert "What Sam typed." in shown
    assert "What Ada wrote meanwhile." in shown
    assert values_now(world)["vision"] == "What Ada wrote meanwhile."
    again = client.post(url, {**sent, "seen": refused.context["mark"]})
    assert again.status_code == 303
    assert values_now(world)["vision"] == "What Sam typed."


@pytest.mark.parametrize(
    ("step", "name", "long"),
    [(1, "vision", 10_001), (2, "principles-0-text", 10_001), (3, "contacts-1-0-person", 301)],
)
def test_a_text_too_long_is_refused_at_its_field_and_stays_typed(sign_in, world, step, name, long):
    client, url = sign_in("ada"), address(world, "charter_step", step=step)
    refused = client.post(url, step_form(client, url, **{name: "å" * long}))
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [name]
    assert "å" * long in text(refused)


def test_eight_thousand_characters_with_line_breaks_fit(sign_in, world):
    client, url = sign_in("ada"), address(world, "charter_step", step=1)
    long = "\r\n".join(["a" * 7] * 1000)
    assert client.post(url, step_form(client, url, vision=long)).status_code == 303
    assert len(values_now(world)["vision"]) == 7999


def test_a_row_without_its_name_and_a_day_that_is_none_are_refused_and_stay(sign_in, world):
    client = sign_in("sam")
    url = address(world, "charter_step", step=3)
    refused = client.post(url, step_form(client, url, **{"contacts-1-1-reach": "by phone"}))
    assert list(refused.context["form"].errors) == ["contacts-1-1-person"]
    assert 'value="by phone"' in text(refused)
    url = address(world, "charter_step", step=4)
    refused = client.post(url, step_form(client, url, review_on="2027-02-30"))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["review_on"])


def test_an_emptied_row_goes_and_the_others_keep_their_ids(sign_in, world):
    rows = [
        {"id": key, "text": key} for key in ("01990000-0000-7000-8000-0000000000a1", "from another program")
    ]
    wrote(world.actor("ada"), world.shared, 2, principles=rows)
    client, url = sign_in("sam"), address(world, "charter_step", step=2)
    client.post(url, step_form(client, url, **{"principles-0-text": ""}))
    assert values_now(world)["principles"] == [rows[1]]


def test_scripts_in_text_are_shown_as_text_everywhere(sign_in, world):
    charter_in_force(
        world, vision=SCRIPT, ways=SCRIPT, exit_plan=SCRIPT, principles=[{"id": "p", "text": SCRIPT}]
    )
    client = sign_in("sam")
    wrote(world.actor("ada"), world.shared, 2, ways=f"{SCRIPT} more")
    for url in (
        address(world, "charter"),
        address(world, "charter_step", step=1),
        address(world, "charter_step", step=2),
        address(world, "charter_summary"),
        address(world, "ending"),
    ):
        shown = text(client.get(url))
        assert SCRIPT not in shown
        assert "&lt;script&gt;" in shown


def test_before_there_is_a_charter_the_page_leads_through_the_steps(sign_in, world):
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    for name in ("ada", "sam"):
        page = sign_in(name).get(address(world, "charter"))
        steps = page.context["charter"].steps
        assert [one.is_written for one in steps] == [True, False, False, False, False]
        assert (steps[0].side.name, steps[0].last.person) == ("Havsvik Hem", "Ada Holm")
        assert page.context["charter"].next.number == 2


def test_the_charter_in_force_reads_the_same_from_both_chairs(sign_in, world):
    charter_in_force(world, now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    for name, language in (("ada", "sv"), ("sam", "en"), ("vera", "sv")):
        shown = text(sign_in(name).get(address(world, "charter")))
        for said in (
            "Every kitchen is drawn once.",
            "Bad news the same day.",
            "Ada Holm",
            "Sam Berg",
            "Steering",
        ):
            assert said in shown
        contacts = shown[shown.index('id="contacts"') :]
        assert contacts.index("Ada Holm<") < contacts.index("Sam Berg<")
        with translation.override(language):
            assert translation.gettext("Check the chain") in shown


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_proposed_charter_is_shown_with_who_is_to_sign(sign_in, world, is_changed):
    if is_changed:
        charter_in_force(world)
    proposed(
        world.actor("ada"),
        world.shared,
        kind="charter",
        subject_id=world.shared,
        values=charter_values(world, vision="A better vision."),
    )
    shown = text(sign_in("sam").get(address(world, "charter")))
    assert "A proposal waits for signatures" in shown
    assert ("A better vision." in shown) == (not is_changed)
    assert "A better vision." in text(sign_in("sam").get(address(world, "charter_step", step=1)))


def test_who_only_reads_sees_the_charter_and_writes_nothing(sign_in, world):
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    client = sign_in("vera")
    shown = text(client.get(address(world, "charter")))
    assert "One kitchen." in shown
    assert address(world, "charter_step", step=1) not in shown
    for name, named in (("charter_step", {"step": 1}), ("charter_summary", {})):
        for ask in (client.get, client.post):
            assert ask(address(world, name, **named)).status_code == 403
    assert client.post(address(world, "charter_discard"), {"seen_draft": 1}).status_code == 403
    assert values_now(world)["vision"] == "One kitchen."


def test_a_stranger_finds_no_charter(sign_in, world):
    charter_in_force(world)
    client = sign_in("olga")
    for name, named in (("charter", {}), ("charter_step", {"step": 1}), ("charter_summary", {})):
        assert client.get(address(world, name, **named)).status_code == 404
    assert client.post(address(world, "charter_discard")).status_code == 404


@pytest.mark.parametrize("step", [0, 6, 99])
def test_there_are_five_steps(sign_in, world, step):
    assert sign_in("ada").get(address(world, "charter_step", step=step)).status_code == 404


def test_the_summary_says_what_is_missing_and_refuses_to_propose_it(sign_in, world):
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    client = sign_in("sam")
    summary = client.get(address(world, "charter_summary"))
    assert [one.step.number for one in summary.context["summary"].problems] == [3, 3]
    refused = client.post(address(world, "charter_summary"), {"seen": 0, "seen_draft": 1, "word": "Mine"})
    assert refused.status_code == 422
    assert "Name at least one person at Havsvik Hem to turn to." in text(refused)
    assert ">\nMine</textarea>" in text(refused)


def test_without_a_draft_there_is_nothing_to_read_through(sign_in, world):
    answer = sign_in("sam").get(address(world, "charter_summary"))
    assert (answer.status_code, answer.url) == (303, address(world, "charter"))


def test_letting_go_of_the_draft_begins_again(sign_in, world):
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    client = sign_in("sam")
    assert client.post(address(world, "charter_discard"), {"seen_draft": "x"}).status_code == 409
    assert client.post(address(world, "charter_discard"), {"seen_draft": 1}).status_code == 303
    assert values_now(world)["vision"] is None


def test_the_book_tells_who_wrote_but_never_what(world):
    wrote(world.actor("ada"), world.shared, 1, vision="A secret vision")
    with entered(world.actor("sam")):
        told = events_on_page(world.partnership("sam"))
    assert [(one.text, one.url) for one in told] == [
        ("Ada Holm wrote in the draft of the charter, step 1", address(world, "charter"))
    ]
