"""What the demo shows in the log of requests could have happened, on both sides."""

import pytest
from django.urls import resolve
from django.utils import timezone

from accounts.doors import entered
from accounts.models import ApiKey
from api.calls.demo import CRM, TIMES, write_program
from api.calls.models import Call
from api.calls.tasks import KEPT_FOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "program"), [("ada", CRM), ("sam", TIMES)])
def test_each_side_has_a_key_with_a_log_and_gets_no_second_one(world, who, program):
    actor, now = world.actor(who), timezone.now()
    for _again in range(2):
        write_program(actor, program, now)
    with entered(actor):
        [key] = ApiKey.objects.filter(organization_id=actor.organization_id, name=program.name)
        calls = list(Call.objects.filter(organization_id=actor.organization_id).order_by("at", "id"))
    assert len(calls) > 6 * len(program.requests)
    assert {one.credential_id for one in calls} == {key.id}
    assert now - KEPT_FOR < calls[0].at < calls[-1].at == key.last_used_at < now
    assert any(one.status >= 400 for one in calls)
    assert any(one.status == 200 for one in calls)


@pytest.mark.parametrize(("method", "path", "_usual"), [*CRM.requests, *TIMES.requests])
def test_every_request_is_one_that_the_api_answers(method, path, _usual):
    assert hasattr(resolve(path).func.view_class, method.lower())
