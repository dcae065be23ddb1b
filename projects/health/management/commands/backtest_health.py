"""`manage.py backtest_health`: how well recorded weeks of health foretold what followed, and how sure that is."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.doors import system_door
from projects.health.followed import Trouble, weeks_followed
from projects.health.foretelling import ENOUGH, Foretold, Rate, Verdict, foretold
from projects.health.models import Band

SYSTEM = "system"
NAMES = {
    Trouble.DECLINED: "a declined renewal",
    Trouble.ENDED: "the end of the partnership",
    Trouble.MISSED: "a missed date",
}
SAID = {
    Verdict.FORETOLD: "low scores foretold it better than a coin would",
    Verdict.REVERSED: "it followed high scores more often: the score points the wrong way",
    Verdict.UNCLEAR: "the interval holds 50 %: the records can't tell the score from a coin",
}
MOST_WEEKS = 104


class Command(BaseCommand):
    help = "Tell how well the health of recorded weeks foretold declined renewals, ended partnerships and missed dates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--weeks", type=int, default=13, help="how far ahead to look, in weeks (13)")

    def handle(self, *args: Any, weeks: int, **options: Any) -> None:
        if not 1 <= weeks <= MOST_WEEKS:
            raise CommandError(f"--weeks takes 1 to {MOST_WEEKS}.")
        with system_door("health.backtest"):
            found = weeks_followed(horizon=timedelta(weeks=weeks), today=timezone.now().date(), using=SYSTEM)
        self.stdout.write(f"What followed within {weeks} weeks of each week that had a band.")
        for trouble, rows in found.items():
            self._tell(NAMES[trouble], foretold(rows, bands=[str(band) for band in Band]))
        self.stdout.write(
            "\nDates are part of the score: a date forecast late lowers it before it is missed."
            "\nIntervals hold with 95 %. What the score foretells it need not cause."
        )

    def _tell(self, name: str, seen: Foretold) -> None:
        self.stdout.write(
            f"\n{name}: after {seen.followed} of {seen.weeks} weeks,"
            f" in {seen.troubled} of {seen.partnerships} partnerships"
        )
        if seen.area is None or seen.low is None or seen.high is None:
            self.stdout.write(
                f"  too little to tell: it takes {ENOUGH} partnerships with it and {ENOUGH} without,"
                f" and there are {seen.troubled} and {seen.quiet}"
            )
            return
        self.stdout.write(
            f"  of two weeks the one before it had the lower score in {seen.area:.0%}"
            f" ({seen.low:.0%} to {seen.high:.0%}):\n  {SAID[seen.verdict]}"
        )
        for rate in seen.rates:
            self.stdout.write(f"  {_line(rate)}")


def _line(rate: Rate) -> str:
    if not rate.weeks:
        return f"{rate.band:<6} no week"
    return (
        f"{rate.band:<6} {rate.followed / rate.weeks:.0%} of {rate.weeks} weeks"
        f" ({rate.low:.0%} to {rate.high:.0%}), {rate.partnerships} partnerships"
    )
