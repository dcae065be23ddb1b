"""Everything that the page of an agreement shows: what waits, for whom and since when, what holds, what there was."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Partnership
from accounts.queries import PartnershipSeen, PartySeen, names_of
from projects.agreement.kinds import Kind, kind_named
from projects.agreement.models import Reminder, Status

from .readings import Compared, Reading, compared, reading_of
from .records import AgreementSeen, SignatureSeen, VersionSeen
from .seen import agreement_seen
from .signers import SignerSeen, signers_for


@dataclass(frozen=True)
class Turn:
    """One side's part in an open version: who has signed, and for how many days it waits for the others it needs."""

    party: PartySeen
    signatures: tuple[SignatureSeen, ...]
    needs: int
    days: int

    @property
    def missing(self) -> int:
        return max(0, self.needs - len(self.signatures))


@dataclass(frozen=True)
class May:
    """What the reader may do with the open version."""

    sign: bool
    decline: bool
    withdraw: bool
    remind: bool


@dataclass(frozen=True)
class Open:
    """The version that waits for signatures. `signers` are the reader's own people who may sign it and haven't."""

    reading: Reading
    turns: tuple[Turn, ...]
    against_force: Compared | None
    against_answered: Compared | None
    signers: tuple[SignerSeen, ...]
    reminded_at: datetime | None
    reminded_by: str
    is_own: bool
    has_signed: bool
    may: May

    @property
    def own_waits(self) -> bool:
        return any(turn.missing for turn in self.turns if turn.party.is_own)

    @property
    def signer_names(self) -> str:
        """The names as a list in the active language."""
        names = [one.name for one in self.signers]
        if len(names) < 2:
            return "".join(names)
        return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@dataclass(frozen=True)
class VersionRow:
    """A version in the list of all: who proposed it, what became of it and through whom, and the one before it."""

    version: VersionSeen
    party: PartySeen | None
    outcome: str
    closed_by: str
    before: int


@dataclass(frozen=True)
class AgreementPage:
    """The page of one subject; `open` and `in_force` are None where there is nothing of the kind."""

    agreement: AgreementSeen
    title: str
    label: str
    subject_url: str
    form_url: str
    open: Open | None
    in_force: Reading | None
    versions: tuple[VersionRow, ...]


def agreement_page(
    actor: Actor, partnership: PartnershipSeen, agreement_id: UUID, *, today: date
) -> AgreementPage:
    """Return the page as the actor may see it; raise NotThere. The same number of queries, however many versions."""
    seen = agreement_seen(partnership.id, agreement_id)
    kind, in_force = kind_named(seen.kind), seen.in_force
    may_propose = actor.may(kind.right) and _lasts(partnership)
    return AgreementPage(
        agreement=seen,
        title=(seen.open or in_force or seen.versions[0]).title,
        label=str(kind.label),
        subject_url=kind.page(partnership.id, seen.subject_id),
        form_url=kind.form(partnership.id, seen.subject_id) if may_propose else "",
        open=_open(actor, partnership, kind, seen, seen.open, today) if seen.open else None,
        in_force=reading_of(partnership, kind, in_force) if in_force else None,
        versions=tuple(_row(partnership, one) for one in seen.versions),
    )


def _open(
    actor: Actor,
    partnership: PartnershipSeen,
    kind: Kind,
    seen: AgreementSeen,
    version: VersionSeen,
    today: date,
) -> Open:
    signed = {one.person_id for one in version.signatures}
    able = signers_for(actor, partnership, kind.amount(version.values))
    signers = tuple(one for one in able if one.user_id not in signed)
    reminder = _last_reminder(version)
    reminded = reminder is not None and reminder.reminded_on >= today
    return Open(
        reading=reading_of(partnership, kind, version),
        turns=tuple(_turn(side, version, today) for side in partnership.parties),
        against_force=compared(kind, seen.version(version.changes_id), version),
        against_answered=compared(kind, seen.version(version.answers_id), version),
        signers=signers,
        reminded_at=reminder.reminded_at if reminder else None,
        reminded_by=_person(reminder),
        is_own=version.party_id == partnership.own_party.id,
        has_signed=actor.person_id in signed,
        may=_may(actor, partnership, version, signers, is_reminded=reminded, writes=actor.may(kind.right)),
    )


def _may(
    actor: Actor,
    partnership: PartnershipSeen,
    version: VersionSeen,
    signers: tuple[SignerSeen, ...],
    *,
    is_reminded: bool,
    writes: bool,
) -> May:
    own, waiting = partnership.own_party.id, version.waiting if _lasts(partnership) else ()
    others_wait = any(party != own for party in waiting)
    return May(
        sign=own in waiting and any(one.user_id == actor.person_id for one in signers),
        decline=actor.may(Right.SIGN) and version.party_id != own,
        withdraw=writes and version.party_id == own,
        remind=writes and others_wait and not is_reminded,
    )


def _lasts(partnership: PartnershipSeen) -> bool:
    """What was open when a partnership ended stays unsigned."""
    return partnership.status == Partnership.Status.ACTIVE


def _turn(side: PartySeen, version: VersionSeen, today: date) -> Turn:
    signatures = tuple(one for one in version.signatures if one.party_id == side.id)
    since = version.proposed_at.astimezone(timezone.get_current_timezone()).date()
    return Turn(side, signatures, version.needs.get(str(side.id), 1), max(0, (today - since).days))


def _last_reminder(version: VersionSeen) -> Reminder | None:
    rows = Reminder.objects.filter(partnership_id=version.partnership_id, version_id=version.id)
    return rows.order_by("-reminded_on").first()


def _person(reminder: Reminder | None) -> str:
    if reminder is None or reminder.person_id is None:
        return ""
    return names_of([reminder.person_id]).get(reminder.person_id, "")


def _row(partnership: PartnershipSeen, version: VersionSeen) -> VersionRow:
    """A signature of everybody has no one who closed it; every other end has a side."""
    side = partnership.party(version.closed_party_id)
    shown = side.name if side and version.status != Status.SIGNED else ""
    return VersionRow(
        version=version,
        party=partnership.party(version.party_id),
        outcome=str(_("In force") if version.is_in_force else Status(version.status).label),
        closed_by=shown,
        before=version.number - 1,
    )
