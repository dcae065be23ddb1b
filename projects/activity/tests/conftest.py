import pytest

from projects.activity import listeners


@pytest.fixture
def heard(monkeypatch):
    """Listeners of this test alone: what each heard, by its prefix."""
    monkeypatch.setattr(listeners, "_listeners", {})
    said = {}

    def ear(prefix):
        said[prefix] = []

        def listen_in(told):
            said[prefix].append((told.kind, told.subject_id))

        listeners.listen(prefix, listen_in)

    for prefix in ("*", "goal", "goal.proposed"):
        ear(prefix)
    return said
