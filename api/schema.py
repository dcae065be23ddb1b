"""How operations become OpenAPI 3.1: explicit ids, tags by resource, problems for every refusal."""

from functools import lru_cache
from typing import Any, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from api.operation import Operation
from api.parameters import Parameter
from api.parsers import FileParser
from api.problems import MEDIA_TYPE, TITLES

PROBLEMS_OF_ALL = (400, 401, 403, 404, 429)
IF_MATCH = {
    False: "The ETag that you have read: 412 if it is old.",
    True: "The ETag that you have read, 412 if it is old; or `*`: only change it, 412 if it is not there.",
}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "api.authentication.KeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "pp_live_…",
            "description": "An API key of a person or of an organization, made in the settings.",
        }


class FaultShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()
    pointer = serializers.CharField(required=False, help_text="JSON pointer into the body.")
    parameter = serializers.CharField(required=False, help_text="Name of a query parameter.")
    header = serializers.CharField(required=False, help_text="Name of a header.")


class ProblemShape(serializers.Serializer[Any]):
    """RFC 9457. `code` is stable; `title` and `detail` are in the caller's language."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    request_id = serializers.CharField()
    errors = FaultShape(many=True)  # type: ignore[assignment]


class PortalSchema(AutoSchema):
    """Reads the operation that a handler is marked with; a handler without one is left out."""

    @property
    def operation(self) -> Operation | None:
        return getattr(getattr(self.view, self.method.lower(), None), "operation", None)

    @property
    def marked(self) -> Operation:
        return cast(Operation, self.operation)

    def is_excluded(self) -> bool:
        return self.operation is None

    def get_operation_id(self) -> str:
        return self.marked.id

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        return super().get_serializer_name(serializer, direction).removesuffix("Shape")

    def get_tags(self) -> list[str]:
        return [cast(Any, self.view).tag]

    def get_summary(self) -> str:
        return self.marked.summary

    def get_description(self) -> str:  # type: ignore[override]
        needs = f"Needs the right `{self.marked.right}`."
        return f"{_going(self.marked)}{self.marked.about}\n\n{needs}".strip()

    def is_deprecated(self) -> bool:
        return self.marked.deprecated is not None

    def get_override_parameters(self) -> list[Any]:
        return [*map(_parameter, self.marked.parameters), *_conditions(self.marked, self.method)]

    def get_request_serializer(self) -> Any:
        return {FileParser.media_type: OpenApiTypes.BINARY} if self.marked.sends_file else self.marked.body

    def get_response_serializers(self) -> Any:
        found = self.marked
        statuses = [*PROBLEMS_OF_ALL, *_statuses(found)]
        return {
            **_successes(found),
            **({201: OpenApiResponse(_answer(found), description="It is new.")} if found.upserts else {}),
            **(
                {304: OpenApiResponse(description="You have this version already.")}
                if found.conditional
                else {}
            ),
            **{
                (status, MEDIA_TYPE): OpenApiResponse(ProblemShape, str(TITLES[status]))
                for status in statuses
            },
        }


def _going(found: Operation) -> str:
    """Say of a deprecated operation since when it is, and when it goes."""
    if found.deprecated is None:
        return ""
    end = f", gone on {found.deprecated.sunset}" if found.deprecated.sunset else ""
    return f"Deprecated since {found.deprecated.since}{end}: see `{found.deprecated.link}`.\n\n"


def _statuses(found: Operation) -> list[int]:
    statuses = [409, 413, 415, 422] if found.body or found.sends_file else []
    statuses += [412] if found.if_match else []
    statuses += [428] if found.if_match == "needed" else []
    return [*statuses, *found.problems]


def _successes(found: Operation) -> dict[Any, OpenApiResponse]:
    """Return the usual answer by its status, and by status and type each file that it may be."""
    types = (FileParser.media_type, *found.file_types) if found.gives_file else found.file_types
    record = {} if found.gives_file else {found.status: OpenApiResponse(_answer(found), found.summary)}
    return {
        **record,
        **{(found.status, one): OpenApiResponse(OpenApiTypes.BINARY, found.summary) for one in types},
    }


def _answer(found: Operation) -> Any:
    return _list_of(found.answer) if found.listed else found.answer


@lru_cache
def _list_of(answer: type[Any]) -> Any:
    """Return the page of a record; one class for all operations that answer it, so that it is one schema."""
    return inline_serializer(
        f"{answer.__name__.removesuffix('Shape')}List",
        {
            "data": answer(many=True),
            "has_more": serializers.BooleanField(),
            "next_cursor": serializers.CharField(allow_null=True),
        },
    )


def _parameter(parameter: Parameter) -> OpenApiParameter:
    schema = {"type": "array", "items": parameter.schema} if parameter.many else parameter.schema
    return OpenApiParameter(parameter.name, schema, OpenApiParameter.QUERY, description=parameter.about)


def _conditions(found: Operation, method: str) -> list[OpenApiParameter]:
    headers = []
    if method == "POST":
        headers.append(
            _header("Idempotency-Key", "Your own name for this request: sent again, it is not done again.")
        )
    if found.conditional:
        headers.append(
            _header("If-None-Match", "The ETag that you have: 304 if it is still the current one.")
        )
    if found.upserts:
        headers.append(_header("If-None-Match", "`*`: only make it; 412 if it is there already."))
    if found.if_match:
        needed = found.if_match == "needed"
        headers.append(_header("If-Match", IF_MATCH[found.upserts], required=needed))
    return headers


def _header(name: str, about: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(
        name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required, description=about
    )
