"""Who approves whose hours. No Django, no clock, no database.

The side that commissions approves the hours of all other sides; its own are approved by the side that delivers. Nobody
approves its own, however many sides there are.
"""

from typing import TypeVar

Side = TypeVar("Side")


def approves(reader: Side, *, worked: Side, commissioned_by: Side, delivered_by: Side) -> bool:
    """Say whether `reader` is a side that approves the hours which `worked` has logged on a project.

    Where one side both commissions and delivers, any other side may approve what it has worked.
    """
    if reader == worked:
        return False
    if worked != commissioned_by:
        return reader == commissioned_by
    return commissioned_by == delivered_by or reader == delivered_by


# The same in SQL: `e` is the entry, `p` its project, %(own)s the reader's party.
APPROVES_SQL = """(e.party_id <> %(own)s AND CASE
    WHEN e.party_id <> p.commissioned_by_id THEN p.commissioned_by_id = %(own)s
    ELSE p.commissioned_by_id = p.delivered_by_id OR p.delivered_by_id = %(own)s END)"""
