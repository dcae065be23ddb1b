"""schemathesis over the whole description, with the keys of a side that delivers and of one, in another partnership, that
commissions: what fits the description and what breaks it is answered as described, and shows nothing of the others."""

import os
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import (
    AnalysisConfig,
    ChecksConfig,
    ConstantsConfig,
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.documentation import description
from tests.architecture.addresses import Values, keys
from tests.furnished import secrets_kept_from

FITTING, BREAKING = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
# An old version is refused before the body is read.
REFUSED = NegativeDataRejectionConfig(expected_statuses=[400, 401, 403, 404, 409, 412, 415, 422, 428])
# No description can say what fits here: the place that an answer gave, and names of fields with commas.
OF_AN_ANSWER = ("cursor", "fields")
BOUNDED = settings(
    max_examples=int(os.environ.get("SWEEP", "3")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# A search needs a word; the furnished world has neither a charter nor, for its project, a sheet of prices in force.
UNANSWERED = {
    "/api/v1/search": {400},
    "/api/v1/partnerships/{partnership}/charter": {404},
    "/api/v1/projects/{project}/billing": {422},
}
TAGS = sorted({found["tags"][0] for methods in description()["paths"].values() for found in methods.values()})


class Caller:
    """One key: what it may name as its own, and what it must never read."""

    def __init__(self, name: str, own: Values, others: Values, headers: dict[str, str]) -> None:
        self.name, self.own, self.others, self.headers = name, own, others, headers
        strange = {str(one) for one in others.plain.values()} - {str(one) for one in own.plain.values()}
        self.hidden = [*secrets_kept_from(name), *sorted(strange)]

    def ask(self, case: Any) -> Any:
        """Ask once, leave nothing behind, and hold the answer against the description."""
        with transaction.atomic():
            response = case.call(headers=self.headers)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)
        self.shows_nothing_of_others(response)
        return response

    def shows_nothing_of_others(self, response: Any) -> None:
        """A refusal names the address that was asked for; what the caller said itself is no secret."""
        text, request = response.content.decode(errors="replace"), response.request
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        said = request.url + body.decode(errors="replace")
        found = [word for word in self.hidden if word in text and word not in said]
        assert not found, f"{request.method} {request.url} shows {self.name} {found}"


@pytest.fixture
def callers(furnished) -> Iterator[list[Caller]]:
    """Sam delivers in one partnership, Olga commissions in another; ids in bodies and queries are of either's world."""
    supplier = Values(furnished, "shared", "studionord", "sam")
    customer = Values(furnished, "foreign", "fjallbo", "olga")
    headers = keys(furnished)
    known = [str(one) for values in (supplier, customer) for one in values.plain.values()]
    schemathesis.openapi.format("uuid", st.sampled_from(known) | st.uuids().map(str))
    for signal in (request_started, request_finished):  # as Django's own test client does
        signal.disconnect(close_old_connections)
    yield [
        Caller("sam", supplier, customer, headers["sam"]),
        Caller("olga", customer, supplier, headers["olga"]),
    ]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@lru_cache(maxsize=1)
def operations() -> list[Any]:
    """Every operation of the description, ready to be called in this process."""
    config = ProjectConfig(
        generation=GenerationConfig(with_security_parameters=False, allow_extra_parameters=False),
        analysis=AnalysisConfig(constants=ConstantsConfig(enabled=False)),
        checks=ChecksConfig(negative_data_rejection=REFUSED),
    )
    whole = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=config))
    schema = schemathesis.openapi.from_dict(deepcopy(description()), config=whole)
    schema.app = get_wsgi_application()
    return [found.ok() for found in schema.get_all_operations()]


def described(operation: Any) -> dict[str, Any]:
    return description()["paths"][operation.path][operation.method.lower()]


def modes(operation: Any) -> list[Any]:
    """Free text alone can't be broken."""
    found = described(operation)
    typed = [one for one in found.get("parameters", ()) if one["schema"] != {"type": "string"}]
    return [FITTING, BREAKING] if typed or "requestBody" in found else [FITTING]


def address(operation: Any, values: Values) -> dict[str, str]:
    return {one.name: values.of("", one.name) for one in operation.path_parameters}


def led(case: Any, caller: Caller, whose: str) -> Any:
    """Lead a case to something that is there: the caller's own, or the others'; else leave it as it was made."""
    if whose != "nobody":
        case.path_parameters = address(case.operation, caller.own if whose == "own" else caller.others)
    if case.meta.generation.mode is FITTING:
        case.query = {name: one for name, one in (case.query or {}).items() if name not in OF_AN_ANSWER}
        if "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = "*"
    return case


@pytest.mark.parametrize("tag", TAGS)
def test_whatever_is_asked_is_answered_as_described_and_shows_nothing_of_others(callers, tag):
    whose = st.sampled_from(["own", "own", "others", "nobody"])
    for operation in operations():
        if tag not in operation.tags:
            continue
        for mode in modes(operation):
            cases = operation.as_strategy(generation_mode=mode)

            @BOUNDED
            @given(cases, st.sampled_from(callers), whose)
            def ask(case: Any, caller: Caller, whose: str) -> None:
                caller.ask(led(case, caller, whose))

            ask()


def test_every_reading_answers_somebody_who_asks_for_what_is_theirs(callers):
    refused = {}
    for operation in operations():
        if operation.method.lower() == "get":
            places = [(caller, address(operation, caller.own)) for caller in callers]
            found = {caller.ask(operation.Case(path_parameters=one)).status_code for caller, one in places}
            if 200 not in found:
                refused[operation.path] = found

    assert refused == UNANSWERED
