"""The rights: one table, role × right, asked by every action.

What one party sees of another's is not a right but `openness`.
"""

from enum import StrEnum

from accounts.models.organization import Role


class Right(StrEnum):
    READ = "read"
    MANAGE_ORGANIZATION = "manage_organization"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_OWNERS = "manage_owners"
    MANAGE_KEYS = "manage_keys"
    BEGIN_PARTNERSHIP = "begin_partnership"
    PLAN = "plan"
    LOG_WORK = "log_work"
    IMPORT_WORK = "import_work"
    CHECK_IN = "check_in"
    SIGN = "sign"
    SEE_BOOK = "see_book"
    KEEP_BOOK = "keep_book"
    SHARE_INSIGHT = "share_insight"
    GIVE_FEEDBACK = "give_feedback"
    CHOOSE_LETTERS = "choose_letters"
    MANAGE_WEBHOOKS = "manage_webhooks"


EVERYBODY = frozenset({Right.READ, Right.CHOOSE_LETTERS})
# The open book: cost, margin and value, the own ones and what the other sides have opened.
BOOK = frozenset({Right.SEE_BOOK, Right.KEEP_BOOK})
# Letting the other sides know of one's business, and saying how it goes.
SAYING = frozenset({Right.SHARE_INSIGHT, Right.GIVE_FEEDBACK})
WORKING = (
    EVERYBODY
    | SAYING
    | {
        Right.PLAN,
        Right.LOG_WORK,
        Right.IMPORT_WORK,
        Right.CHECK_IN,
        Right.MANAGE_KEYS,
    }
)
LEADING = (
    WORKING
    | BOOK
    | {
        Right.MANAGE_ORGANIZATION,
        Right.MANAGE_MEMBERS,
        Right.BEGIN_PARTNERSHIP,
        Right.SIGN,
        Right.MANAGE_WEBHOOKS,
    }
)

RIGHTS: dict[str, frozenset[Right]] = {
    Role.OWNER: LEADING | {Right.MANAGE_OWNERS},
    Role.ADMIN: LEADING,
    Role.MEMBER: WORKING,
    Role.FINANCE: EVERYBODY | SAYING | BOOK | {Right.MANAGE_KEYS},
    Role.VIEWER: EVERYBODY,
}

# What an API key must carry for each right that it uses; a key never has more than its maker's role.
SCOPES: dict[str, frozenset[Right]] = {
    "read": frozenset({Right.READ}),
    "plan:write": frozenset({Right.PLAN}),
    "work:write": frozenset({Right.LOG_WORK, Right.IMPORT_WORK}),
    "goals:write": frozenset({Right.CHECK_IN}),
    "book:read": frozenset({Right.SEE_BOOK}),
    "book:write": frozenset({Right.KEEP_BOOK}),
    "insight:write": frozenset({Right.SHARE_INSIGHT}),
    "feedback:write": frozenset({Right.GIVE_FEEDBACK}),
    "agreements:sign": frozenset({Right.SIGN}),
    "letters:write": frozenset({Right.CHOOSE_LETTERS}),
    "organization:write": frozenset({Right.MANAGE_ORGANIZATION}),
    "webhooks:write": frozenset({Right.MANAGE_WEBHOOKS}),
    "partnerships:write": frozenset({Right.BEGIN_PARTNERSHIP}),
    # Owners are made and removed by people, never by a key.
    "members:write": frozenset({Right.MANAGE_MEMBERS}),
}


def rights_of(role: str) -> frozenset[Right]:
    """Return the rights of a role; an unknown role has none."""
    return RIGHTS.get(role, frozenset())


def rights_within(role: str, scopes: list[str]) -> frozenset[Right]:
    """Return what a key may do: the rights that both its scopes and its maker's role give."""
    scoped = frozenset(right for scope in scopes for right in SCOPES.get(scope, frozenset()))
    return rights_of(role) & scoped
