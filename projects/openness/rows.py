"""Openness inside a statement: for lists whose rows belong to one side each, so that SQL leaves out what is not opened."""

from projects.openness.steps import Step, Topic

# Who looks as another side (`accounts.doors.looking_as`) is held to what both may see: the statement's organization is
# the one looked as, the door's the real one. The day is the database's own.
SHORT_OF_FULL = """
LEFT JOIN LATERAL (
    SELECT true AS is_short
    FROM openness_grant g
    JOIN accounts_party r ON r.partnership_id = g.partnership_id AND r.id = g.reader_id
    WHERE g.partnership_id = {row}.partnership_id AND g.party_id = {row}.party_id AND g.topic = '{topic}'
      AND g.step < {full} AND g.ended_at IS NULL AND g.until >= CURRENT_DATE
      AND r.organization_id IN (%(organization)s, (SELECT app.organization_id()))
    LIMIT 1
) {topic}_opened ON true
"""


def opened_short(topic: Topic, *, row: str) -> str:
    """Return a join that makes `<topic>_opened.is_short` true where the row's side shows the reader less than all of it.

    `row` is the alias of the table with `partnership_id` and `party_id`; `%(organization)s` is the reader's.
    """
    return SHORT_OF_FULL.format(row=row, topic=topic.value, full=int(Step.FULL))


def unless_short(topic: Topic, sql: str, instead: str = "''") -> str:
    """Return `sql` where the topic is fully opened, `instead` where it is not."""
    return f"CASE WHEN {topic.value}_opened.is_short THEN {instead} ELSE {sql} END"


def read_whole(topic: Topic) -> str:
    """Return the SQL of the parties of %(partnerships)s whose topic is fully opened to %(organization)s: the same rule."""
    return f"""(
    SELECT p.id FROM (
        SELECT partnership_id, id, id AS party_id FROM accounts_party WHERE partnership_id = ANY (%(partnerships)s)
    ) p {opened_short(topic, row="p")}
    WHERE {unless_short(topic, "true", "false")}
)"""  # noqa: S608 (put together from the house alone)
