"""What happened together is written by one statement and told by one message, and still one by one."""

from unittest.mock import patch

from accounts.doors import entered
from partnership.kit.book import entry, record_all
from partnership.kit.ids import new_id
from projects.activity import listeners, tasks
from projects.activity.models import Event
from projects.activity.tasks import tell_event
from tests.tenancy import as_creator
from tests.world import NOW


def book():
    with as_creator():
        return list(Event.objects.order_by("xid", "seq"))


def together(world, *kinds):
    """Write an event of the partnership for each kind, and one of the organization between them, all at once."""
    actor, own = world.actor("ada"), world.organizations["havsvik"].id
    shared = [
        entry(actor, kind, partnership=world.shared, subject_kind="goal", subject_id=new_id(), at=NOW)
        for kind in kinds
    ]
    among = entry(actor, "member.left", organization=own, subject_kind="user", subject_id=new_id(), at=NOW)
    with entered(actor):
        record_all([shared[0], among, *shared[1:]])


def test_what_happened_together_stays_in_order_and_is_told_by_one_message_a_book(
    world, heard, django_capture_on_commit_callbacks
):
    with (
        patch.object(tasks.tell_event, "apply_async") as queued,
        django_capture_on_commit_callbacks(execute=True),
    ):
        together(world, "goal.proposed", "goal.agreed", "goal.ended")
    assert [event.kind for event in book()] == ["goal.proposed", "goal.agreed", "goal.ended"]
    shared, own = [call.args[0] for call in queued.call_args_list]
    assert shared == ["partnership", *(str(event.id) for event in book())]
    assert (own[0], len(own)) == ("organization", 2)

    tell_event(*shared)

    assert [kind for kind, _ in heard["*"]] == ["goal.proposed", "goal.agreed", "goal.ended"]


def test_one_that_is_not_heard_keeps_nobody_else_from_being_told(world, heard):
    def deaf(told):
        if told.kind == "goal.agreed":
            raise ZeroDivisionError

    listeners.listen("*", deaf)
    together(world, "goal.proposed", "goal.agreed", "goal.ended")

    tell_event("partnership", *(str(event.id) for event in book()))

    assert [bool(event.told_at) for event in book()] == [True, False, True]
    assert [event.attempts for event in book()] == [0, 1, 0]


def test_nothing_that_happened_is_written_nowhere(world, heard, django_assert_num_queries):
    with django_assert_num_queries(0):
        record_all([])
