"""Taking the demo away again, and whatever its people have made since. As the migrating role: the book keeps its events
from everybody else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from projects.overview.demo.people import ORGANIZATIONS, PEOPLE, demo_id

# Children before parents. Each is owned by a partnership, an organization or a person.
BY_PARTNERSHIP = (
    "feedback_noteanswer", "feedback_note", "feedback_warningversion", "feedback_earlywarning", "feedback_jointowner",
    "feedback_jointaction",
    "pricing_billed", "pricing_billing", "pricing_confirmation", "pricing_posted", "pricing_entry", "pricing_outlaycost",
    "pricing_outlay", "pricing_linecost", "pricing_sheetline", "pricing_sheet", "pricing_sharing", "pricing_shared",
    "pricing_replacement", "openness_reading", "openness_ask", "openness_grant",
    "health_contribution", "health_partyhealth", "health_snapshot", "health_weights",
    "feedback_rating", "feedback_answer", "feedback_seat", "feedback_talknote", "feedback_round", "feedback_pulseterms",
    "feedback_jointowner", "feedback_jointaction",
    "goals_figurelink", "goals_score", "goals_reading", "goals_checkin", "goals_measureterms", "goals_goalside", "goals_goalproject",
    "goals_terms", "goals_step", "goals_measure", "goals_goal",
    "agreement_draft", "agreement_reminder", "agreement_correction", "agreement_signature", "agreement_link",
    "agreement_chain", "agreement_version", "agreement_agreement",
    "insight_use", "insight_post", "insight_question", "insight_figurevalue", "insight_figure",
    "insight_piece", "insight_attachment", "insight_pageversion", "insight_page",
    "work_approval", "work_importproblem", "work_importchunk", "work_columnmapping", "work_workentry", "work_task",
    "work_deliverable", "work_importbatch", "work_worker", "work_project", "activity_event", "accounts_party",
)  # fmt: skip
BY_ORGANIZATION = (
    "webhooks_attempt", "webhooks_delivery", "webhooks_endpoint", "calls_call", "api_externalid", "api_keptanswer",
    "pricing_rate", "pricing_exchangerate", "agreement_mandate", "agreement_signingrule",
    "activity_organizationevent", "accounts_apikey", "accounts_invitation", "accounts_partnershipoffer",
    "accounts_membership",
)  # fmt: skip
BY_PERSON = (
    "digests_told", "digests_notice", "digests_letter", "digests_lettersetting", "activity_topicchoice", "accounts_mailbox", "mfa_authenticator", "account_emailaddress",
)  # fmt: skip
# What is signed stays, whoever asks; for the made-up world alone the guards step aside, inside this one transaction.
GUARDED = (
    "agreement_version",
    "agreement_signature",
    "agreement_correction",
    "agreement_link",
    "goals_reading",
    "feedback_round",
)
OURS = "SELECT partnership_id FROM accounts_party WHERE organization_id = ANY(%s)"


def clear_demo() -> None:
    """Delete the demo's organizations, people and partnerships with all that belongs to them; all or nothing."""
    organizations = [key for key, _name, _language in ORGANIZATIONS.values()]
    people = [demo_id(one.number) for one in PEOPLE]
    with transaction.atomic(using="migrate"), connections["migrate"].cursor() as cursor:
        cursor.execute(OURS, [organizations])
        partnerships = sorted({row[0] for row in cursor.fetchall()})
        _guards(cursor, "DISABLE")
        _let_go(cursor, partnerships)
        _delete(cursor, BY_PARTNERSHIP, "partnership_id", partnerships)
        _delete(cursor, ("accounts_partnership",), "id", partnerships)
        _delete(cursor, BY_ORGANIZATION, "organization_id", organizations)
        _delete(cursor, ("accounts_organization",), "id", organizations)
        _delete(cursor, ("account_emailconfirmation",), "email_address_id", _addresses(cursor, people))
        _delete(cursor, BY_PERSON, "user_id", people)
        _delete(cursor, ("accounts_user",), "id", people)
        # A table with checks still to be made can't be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _guards(cursor, "ENABLE")


def _guards(cursor: Any, verb: str) -> None:
    for table in GUARDED:
        cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {table}_stays")


def _let_go(cursor: Any, partnerships: Sequence[UUID]) -> None:
    """Subjects and their versions point at each other."""
    sql = "UPDATE agreement_agreement SET in_force_id = NULL WHERE partnership_id = ANY(%s)"
    cursor.execute(sql, [list(partnerships)])


def _addresses(cursor: Any, people: Sequence[UUID]) -> list[int]:
    cursor.execute("SELECT id FROM account_emailaddress WHERE user_id = ANY(%s)", [people])
    return [row[0] for row in cursor.fetchall()]


def _delete(cursor: Any, tables: Sequence[str], column: str, keys: Sequence[object]) -> None:
    for table in tables:
        sql = f"DELETE FROM {table} WHERE {column} = ANY(%s)"  # noqa: S608 - names of our own
        cursor.execute(sql, [list(keys)])
