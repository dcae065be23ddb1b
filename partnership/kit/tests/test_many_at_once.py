import gc
from uuid import UUID

import pytest

from partnership.kit import ids
from partnership.kit.ids import new_id, new_ids, new_ids_in_text
from partnership.kit.memory import without_collecting


def test_many_ids_rise_from_one_and_keep_version_and_variant():
    before, found, after = new_id(), new_ids(5000), new_id()
    assert len(set(found)) == 5000
    assert sorted(found) == found
    assert {(one.version, one.variant) for one in found} == {(7, before.variant)}
    assert before.int >> 80 <= found[0].int >> 80 <= found[-1].int >> 80 <= after.int >> 80


def test_ids_in_text_are_the_same_ids_as_the_database_reads_them(monkeypatch):
    start = new_id()
    monkeypatch.setattr(ids, "uuid7", lambda: start)
    assert [UUID(one) for one in new_ids_in_text(3)] == new_ids(3)


def test_counting_on_from_the_highest_chance_leaves_the_time_alone(monkeypatch):
    class Highest:
        int = new_id().int | (1 << 62) - 1

    monkeypatch.setattr(ids, "uuid7", Highest)
    first, *_between, last = new_ids(5000)
    assert (first.int >> 62, first.variant) == (last.int >> 62, last.variant)
    assert first < last


def fail_within():
    with without_collecting():
        assert not gc.isenabled()
        with without_collecting():
            pass
        assert not gc.isenabled()
        raise ValueError("halfway")


def test_collecting_goes_on_after_the_block_also_when_it_fails():
    with pytest.raises(ValueError, match="halfway"):
        fail_within()
    assert gc.isenabled()
