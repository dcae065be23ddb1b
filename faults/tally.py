"""What came of the letters: the rows on one side, what the mail server has on the other, and whether they agree."""

from collections import Counter
from dataclasses import dataclass

from faults.post import Post
from faults.stage import Stage

ROWS = "SELECT l.status, l.message_id, u.email FROM accounts_user u LEFT JOIN digests_letter l ON l.user_id = u.id"
FINAL = {"sent", "unknown", "failed"}


@dataclass(frozen=True)
class Tally:
    """`letters` are due, one a person; of them `sent`, `unknown` and `failed` as the portal says, `waiting` still.

    `twice_by_id` and `twice_by_person` are mails that the server has beyond the first with a Message-ID or for a person.
    `forgotten` are people with no letter that was sent or named. `untrue` are letters called sent that the server has not,
    called failed that it has, and letters of which one person has several.
    """

    letters: int
    sent: int
    unknown: int
    failed: int
    waiting: int
    twice_by_id: int
    twice_by_person: int
    forgotten: int
    untrue: int

    @property
    def is_sound(self) -> bool:
        """Nobody got two, nobody was forgotten, and every letter is counted once."""
        counted = self.sent + self.unknown + self.failed + self.waiting
        return (
            not (self.twice_by_id or self.twice_by_person or self.forgotten or self.untrue)
            and counted == self.letters
        )


def tally(stage: Stage, post: Post) -> Tally:
    """Count the rows and the mails."""
    rows = stage.asked(ROWS)
    people = {email for _status, _id, email in rows}
    status = Counter(status for status, _id, _email in rows if status)
    named = {email for status, _id, email in rows if status in FINAL}
    there = set(post.message_ids)
    untrue = [
        one
        for one, message_id, _email in rows
        if (one, message_id in there) in {("sent", False), ("failed", True)}
    ]
    return Tally(
        letters=len(people),
        sent=status["sent"],
        unknown=status["unknown"],
        failed=status["failed"],
        waiting=status["claimed"] + status["sending"],
        twice_by_id=len(post.taken) - len(there),
        twice_by_person=len(post.taken) - len({address for _id, address in post.taken}),
        forgotten=len(people - named),
        untrue=len(untrue) + len(rows) - len(people),
    )
