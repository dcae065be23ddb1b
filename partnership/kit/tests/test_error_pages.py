import pytest
from django.db import OperationalError
from django.test import RequestFactory

from partnership.kit import error_pages


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (error_pages.bad_request, 400),
        (error_pages.forbidden, 403),
        (error_pages.not_found, 404),
        (error_pages.server_error, 500),
        (error_pages.unavailable, 503),
        (error_pages.csrf_failure, 403),
    ],
)
def test_every_fault_has_a_page_that_needs_no_database(answer, status):
    response = answer(RequestFactory().get("/"))
    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1>") == 1
    assert page.count('class="button primary" href="/"') == 1


@pytest.mark.parametrize(("cookie", "kept"), [("dark", 1), ('"><script>', 0)])
def test_a_fault_keeps_the_chosen_theme_and_nothing_else_of_the_cookie(cookie, kept):
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    page = error_pages.not_found(request).content.decode()
    assert page.count(f'data-theme="{cookie}"') == kept
    assert page.count('"><script>') == 0


@pytest.mark.parametrize(("fault", "status"), [(OperationalError("gone"), 503), (ValueError("ours"), 500)])
def test_a_database_that_does_not_answer_is_no_fault_of_the_page(fault, status):
    try:
        raise fault
    except (OperationalError, ValueError):
        response = error_pages.server_error(RequestFactory().get("/"))
    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("30" if status == 503 else None)
