"""What views answer: the way on after a POST, a page with a form to mend, and refusals as pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from partnership.kit.errors import NotAllowed, NotThere, Refused

Value = TypeVar("Value")


@dataclass(frozen=True)
class Attempt(Generic[Value]):
    """Whether an action was done, and what it returned; falsy when the form must be mended first."""

    is_done: bool
    value: Value | None = None

    def __bool__(self) -> bool:
        return self.is_done


def attempted(form: BaseForm, action: Callable[[], Value]) -> Attempt[Value]:
    """Try the action when the form has its shape; a refusal undoes what it did and stands at its field.

    NotAllowed and NotThere pass on: no mending of the form would help.
    """
    if not form.is_valid():
        return Attempt(False)
    try:
        with transaction.atomic():
            return Attempt(True, action())
    except (NotAllowed, NotThere):
        raise
    except Refused as refusal:
        field = refusal.on_field if refusal.on_field in form.fields else None
        form.add_error(field, str(refusal))
        return Attempt(False)


def see_other(to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer 303: the way on after a POST, so that a reload repeats nothing."""
    response = HttpResponseRedirect(resolve_url(to, *args, **kwargs))
    response.status_code = 303
    return response


def page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Answer with a page; 422 when it carries a form that must be mended, and what was typed stays in it."""
    faulty = any(isinstance(one, BaseForm) and one.is_bound and one.errors for one in context.values())
    return render(request, template, dict(context), status=422 if faulty else 200)


def way_back(request: HttpRequest, default: str = "/") -> str:
    """Return the `next` of the request if it leads into the portal, else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else default


class RefusalMiddleware:
    """A refusal that no form caught becomes a page: its sentence, its status, nothing changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, NotThere):
            return render(request, "errors/404.html", status=404)
        return render(request, "errors/refused.html", {"sentence": str(exception)}, status=exception.status)
