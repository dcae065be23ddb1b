"""Roles' grants, policies and look-ups: the first net."""

from django.db import migrations

from accounts.door_sql import AWAY, SETTINGS, STANDING
from accounts.rls import (
    IN_PARTNERSHIP,
    ORGANIZATIONS,
    OWN_ORGANIZATION,
    PARTNERSHIPS,
    GrantTable,
    OwnTable,
)

OWN_ID = "id = (SELECT app.organization_id())"
TO_ME = "token_hash = (SELECT app.token()) OR email = ANY ((SELECT app.my_emails())::text[])"
OFFERED = {
    "select": f"{OWN_ORGANIZATION} OR {TO_ME}",
    "update": f"{OWN_ORGANIZATION} OR {TO_ME}",
}
NEVER = "false"

GLOBAL_TABLES = [
    "accounts_user",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "django_session",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(SETTINGS, AWAY),
        *[GrantTable(table) for table in GLOBAL_TABLES],
        migrations.RunSQL(
            "GRANT SELECT ON django_migrations TO portal_app, portal_system, portal_backup",
            "",
        ),
        OwnTable(
            "accounts_organization",
            by="itself",
            policies={
                "select": f"id = {ORGANIZATIONS} OR {OWN_ID}",
                "insert": OWN_ID,
                "update": OWN_ID,
            },
        ),
        OwnTable(
            "accounts_membership",
            by="organization",
            policies={
                "select": f"organization_id = {ORGANIZATIONS} OR user_id = (SELECT app.person_id())"
            },
        ),
        OwnTable("accounts_invitation", by="organization", policies=OFFERED),
        OwnTable("accounts_partnershipoffer", by="organization", policies=OFFERED),
        OwnTable("accounts_apikey", by="organization"),
        OwnTable(
            "accounts_partnership",
            by="itself",
            policies={
                verb: f"id = {PARTNERSHIPS}" for verb in ("select", "insert", "update")
            },
        ),
        OwnTable(
            "accounts_party",
            by="partnership",
            policies={
                "insert": f"{IN_PARTNERSHIP} AND organization_id = {ORGANIZATIONS}",
                "update": NEVER,
                "delete": NEVER,
            },
        ),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
    ]
