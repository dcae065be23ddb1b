from accounts.models import ApiKey
from tests.tenancy import as_creator


def test_a_person_reads_and_chooses_how_their_own_letters_come(sam, ada):
    before = sam.get("/me/letters")
    assert (before["weekday"], before["at"], before["quiet"], before["is_stopped"]) == (
        1,
        "07:30",
        "lines",
        False,
    )
    assert set(before["topics"].values()) == {"letter"}
    assert before["mailbox"] == {
        "email": "sam@studionord.example",
        "status": "open",
        "reason": "",
        "since": None,
    }
    chosen = {"weekday": 5, "at": "16:15", "is_stopped": True, "topics": {"goals": "now", "pulse": "off"}}
    after = sam.patch("/me/letters", chosen)
    assert (after["weekday"], after["at"], after["quiet"], after["is_stopped"]) == (5, "16:15", "lines", True)
    assert after["topics"] == before["topics"] | {"goals": "now", "pulse": "off"}
    assert sam.patch("/me/letters", {"is_stopped": False})["topics"] == after["topics"]
    assert ada.get("/me/letters")["topics"] == before["topics"]


def test_what_cannot_be_chosen_is_refused_and_named(sam):
    for body, pointer in (
        ({"topics": {"health": "now"}}, "/topics/health"),
        ({"topics": {"goals": "never"}}, "/topics/goals"),
        ({"topics": {"security": "off"}}, "/topics/security"),
        ({"weekday": 8}, "/weekday"),
        ({"at": "25:00"}, "/at"),
    ):
        found = sam.patch("/me/letters", body, status=400)
        assert [one["pointer"] for one in found["errors"]] == [pointer]


def test_a_key_needs_the_scope_and_a_person(caller):
    caller("sam", scopes=["read"]).patch("/me/letters", {"is_stopped": True}, status=403)
    organization = caller("ada", kind=ApiKey.Kind.ORGANIZATION)
    organization.get("/me/letters", status=404)
    organization.patch("/me/letters", {"is_stopped": True}, status=404)


def test_it_says_that_mail_comes_back(sam, world):
    from accounts.models import Mailbox

    with as_creator():
        Mailbox.objects.create(
            user=world.users["sam"],
            email="sam@studionord.example",
            kind="bounced",
            suppressed_at="2026-11-23T06:30:00Z",
        )
    found = sam.get("/me/letters")["mailbox"]
    assert (found["status"], found["since"]) == ("suppressed", "2026-11-23T06:30:00Z")


def test_mail_that_came_back_is_mended_once_a_day(sam, world, caller):
    from accounts.models import Mailbox

    quiet = sam.post("/me/letters/mend", {}, status=200)
    assert quiet["mailbox"]["status"] == "open"
    back = {"kind": "bounced", "suppressed_at": "2026-11-23T06:30:00Z"}
    with as_creator():
        Mailbox.objects.create(user=world.users["sam"], email="sam@studionord.example", **back)
    assert sam.get("/me/letters")["mailbox"]["status"] == "suppressed"
    assert sam.post("/me/letters/mend", {}, status=200)["mailbox"]["status"] == "open"
    with as_creator():
        Mailbox.objects.filter(user=world.users["sam"]).update(**back)
    assert sam.post("/me/letters/mend", {}, status=409)["code"] == "mended_today"
    caller("sam", scopes=["read"]).post("/me/letters/mend", {}, status=403)
    caller("ada", kind=ApiKey.Kind.ORGANIZATION).post("/me/letters/mend", {}, status=404)


def test_a_person_reads_which_of_their_own_letters_came_and_why_one_did_not(sam, ada, world, caller):
    from projects.digests.models import Letter

    now = "2026-11-23T06:30:00Z"
    plain = {"claimed_at": now, "closes_at": now, "subject": "Secret", "text": "Secret", "html": "Secret"}
    with as_creator():
        for week, status, reason in (("2026-W46", "skipped", "quiet"), ("2026-W47", "sent", "")):
            sent = now if status == "sent" else None
            said = {"iso_week": week, "status": status, "reason": reason, "sent_at": sent, "message_id": week}
            Letter.objects.create(user=world.users["sam"], **said, **plain)
    newest, older = sam.get("/letters")["data"]
    assert (newest["week"], newest["status"], newest["sent_at"]) == ("2026-W47", "sent", now)
    assert newest["href"].endswith(f"/letters/{newest['id']}/")
    assert (older["week"], older["status"], older["reason"], older["href"]) == (
        "2026-W46",
        "skipped",
        "quiet",
        None,
    )
    assert "Secret" not in sam.last.content.decode()
    first = sam.get("/letters?limit=1")
    assert sam.get(f"/letters?limit=1&cursor={first['next_cursor']}")["data"] == [older]
    assert ada.get("/letters")["data"] == []
    caller("sam", kind=ApiKey.Kind.ORGANIZATION).get("/letters", status=404)
