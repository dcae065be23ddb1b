"""A stage for the elements: a page of them all, rendered without a database and served under the real policy."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from partnership.kit import charts
from partnership.kit.forms import DayField, NumberField, PortalRenderer
from partnership.kit.headers import CONTENT_POLICY

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Side:
    name: str
    position: int
    is_own: bool = False


@dataclass(frozen=True)
class Driver:
    points: float
    text: str


@dataclass(frozen=True)
class Partnership:
    id: str = "01930000-0000-7000-8000-000000000001"
    title: str = "Havsvik Hem × Studio Nord"
    parties: tuple[Side, ...] = (Side("Havsvik Hem", 1, True), Side("Studio Nord", 2))


@dataclass(frozen=True)
class Person:
    name: str = "Ada Lind"
    email: str = "ada@havsvik.example"
    is_authenticated: bool = True


class SampleForm(forms.Form):
    default_renderer = PortalRenderer()
    name = forms.CharField(label="Project name", help_text="As both sides call it.")
    hours = NumberField(label="Hour budget", max_value=10_000)
    delivery = DayField(label="Delivery date", required=False)
    who = forms.ChoiceField(label="Commissioned by", choices=[("1", "Havsvik Hem"), ("2", "Studio Nord")])
    how = forms.ChoiceField(
        label="Letter", choices=[("a", "Three lines"), ("b", "Nothing")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Write to me each Monday", required=False)
    file = forms.FileField(label="Work log", required=False, help_text="CSV, up to 50 MB.")
    word = forms.CharField(label="A word with it", widget=forms.Textarea, required=False)


WEEKS = [TODAY - timedelta(weeks=12 - n) for n in range(13)]


def sample_burn_up() -> charts.Chart:
    used = [0, 14, 30, 52, 78, 110, 148, 186, 221, 258, 289, 317, 344]
    words = charts.BurnUpWords(
        title="Hours of New webshop",
        sentence="344 of 400 hours used. Forecast 448 (400–486) by 17 December; agreed 15 December.",
        week="Week until",
        used="Hours used",
        budget="Budget",
        forecast="Forecast",
        today="Today",
    )
    return charts.burn_up(
        list(zip(WEEKS, used, strict=True)),
        budget=400,
        starts_on=WEEKS[0],
        delivers_on=date(2026, 12, 15),
        today=TODAY,
        words=words,
        language="en",
        forecast=charts.Fan(date(2026, 12, 17), 400, 448, 486),
    )


def sample_goal_line() -> charts.Chart:
    achieved = [0.0, 0.02, 0.05, 0.1, 0.16, 0.2, 0.24, 0.3, 0.33, 0.36, 0.4, 0.42, 0.44]
    first, second = [8, 8, 8, 7, 7, None, 8, 8, 8, 8, 8, 9, 9], [8, 7, 7, 7, 7, 7, 6, 6, None, 6, 5, 5, None]
    starts_on, ends_on = WEEKS[0] - timedelta(days=7), TODAY + timedelta(weeks=12)
    days = (ends_on - starts_on).days
    weeks = [
        charts.GoalWeek(day, f"v. {day.isocalendar().week}", share, (day - starts_on).days / days)
        for day, share in zip(WEEKS, achieved, strict=True)
    ]
    words = charts.GoalLineWords(
        "More orders",
        "44% achieved.",
        "Week",
        "Achieved",
        "Expected",
        "Confidence 1–10",
        "Apart",
        "Today",
        "4 apart",
    )
    return charts.goal_line(
        weeks,
        [charts.Side("Havsvik Hem", 1, first), charts.Side("Studio Nord", 2, second)],
        starts_on=starts_on,
        ends_on=ends_on,
        today=TODAY,
        words=words,
        language="sv",
    )


def sample_charts() -> dict[str, charts.Chart]:
    ada = [63, 65, 66, 70, 72, 74, 75, None, 78, 77, 76, 74, 72]
    sam = [58, 60, 63, 65, 68, 70, 73, 75, 79, 80, 79, 78, 76]
    return {
        "burn": sample_burn_up(),
        "trend": charts.trend(
            [charts.Side("Havsvik Hem", 1, ada), charts.Side("Studio Nord", 2, sam)],
            weeks=[f"v. {day.isocalendar().week}" for day in WEEKS],
            words=charts.TrendWords(
                "Health by week", "Both sides fell for the third week.", "Week", "4 points apart"
            ),
            language="sv",
        ),
        "way": sample_goal_line(),
        "views": charts.butterfly(
            [
                charts.Pair("Pace", 4.1, 3.4),
                charts.Pair("Quality", 4.3, 4.4),
                charts.Pair("Openness", 3.6, None),
                charts.Pair("Business value", 3.2, 4.0),
            ],
            most=5,
            words=charts.BarWords(
                "Both sides' view", "Closest on quality.", "Topic", ("Havsvik Hem", "Studio Nord")
            ),
            language="sv",
        ),
        "roles": charts.bars(
            [
                ("Backend developer", 148.5),
                ("Designer", 92),
                ("Project manager and everything that comes with it", 41),
            ],
            words=charts.BarWords("Hours by role", "Most by backend.", "Role", ("Hours",)),
            language="sv",
        ),
    }


def sample_page(language: str, theme: str) -> str:
    """Return the page of all elements as a person would get it."""
    form = SampleForm({"name": "", "hours": "x", "who": "1", "how": "a"})
    drivers = [
        Driver(6, "9 of 10 deliveries on the agreed date"),
        Driver(-7, "New webshop is heading for 112% of its hours"),
        Driver(-3, "Decisions wait 3.2 days for an answer, was 1.8"),
    ]
    with translation.override(language):
        context = {
            "partnership": Partnership(),
            "theme": theme,
            "user": Person(),
            "form": form,
            "drivers": drivers,
        }
        return render_to_string("sample.html", {**context, **sample_charts(), "today": TODAY})


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing: the test speaks."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder that holds the pages and a link to the static files, under the portal's content policy."""
    (folder / "static").symlink_to(settings.BASE_DIR / "static")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
