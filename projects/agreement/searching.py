"""What search finds of agreements: every subject once, by its newest version that says the words.

Versions are every side's alike, as in the decision log and on the agreement's page; shared drafts are not searched.
"""

import orjson
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.activity.searching import Asked, Hit, Kind, Row, Told, found_by, register_search
from projects.agreement.kinds import kind_named
from projects.agreement.models import Status

# The readable text is kept in both languages, and found in the reader's own.
WORDS = "ts_filter(v.words, CASE WHEN %(language)s = 'sv' THEN '{a,b,c}' ELSE '{a,b,d}' END::\"char\"[])"
VERSIONS = f"""
SELECT * FROM (
    SELECT DISTINCT ON (v.partnership_id, v.agreement_id)
           v.partnership_id, v.agreement_id AS id, v.title,
           concat_ws(E'\\n', CASE WHEN %(language)s = 'sv' THEN v.text_sv ELSE v.text_en END, v.word, v.reason) AS body,
           %(language)s AS language, '' AS place, v.party_id, coalesce(v.closed_at, v.proposed_at)::date AS on_day,
           ts_rank({WORDS}, %(query)s::tsquery) AS rank, concat_ws('~', a.kind, v.status, v.values) AS data
    FROM agreement_version v
    JOIN agreement_agreement a ON a.partnership_id = v.partnership_id AND a.id = v.agreement_id
    WHERE v.partnership_id = ANY (%(partnerships)s) AND {WORDS} @@ %(query)s::tsquery
    ORDER BY v.partnership_id, v.agreement_id, v.number DESC
) v
"""  # noqa: S608 - the text of this file alone


def agreements_found(asked: Asked) -> list[Hit]:
    """Return what was signed, proposed or turned down, by its title, its readable text and the words said with it."""
    return found_by(asked, "agreement", VERSIONS, tell=_told)


def _told(row: Row) -> Told:
    name, status, values = row.data.split("~", 2)
    kind = kind_named(name)
    address = reverse("agreement:agreement", kwargs={"partnership": row.partnership_id, "agreement": row.id})
    title = str(kind.name_of(orjson.loads(values)))
    return Told(address, place=f"{kind.label} · {Status(status).label}", title=title)


def register() -> None:
    """Let agreements be found; called once, when Django is ready."""
    register_search(Kind("agreement", _("Agreements and decisions"), "handshake", agreements_found))
