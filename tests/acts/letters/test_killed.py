"""A batch that is cancelled or whose worker dies at any moment: no half letter, and the next run
finishes without repeating one."""

from typing import Any

import pytest

from minga.acts.letters import batches, jobs, making
from minga.acts.letters.models import BatchRow, Letter, LetterAddressee, LetterBatch
from minga.core.folios import last_number
from minga.core.jobs.actions import cancel
from minga.core.jobs.reaper import take_back
from minga.core.jobs.runner import perform
from minga.documents.models import Document
from tests.acts.letters.factories import registry, signed_batch
from tests.conftest import Cast

SERIES = "serviu-tarapaca/oficio-ordinary"
# Where a worker can die while it makes a letter: before its number, before its paper is filed,
# once everything is written and nothing kept, and before the next row.
MOMENTS = ("take_number", "file_made", "number", "issue_row")


class Killed(BaseException):
    """The process is gone: nobody catches this."""


def _dies_at(monkeypatch: pytest.MonkeyPatch, moment: str, time: int) -> None:
    """At the beginning of the call for that time; `number` and `issue_row` at their end."""
    module: Any = {"number": batches, "issue_row": jobs}.get(moment, making)
    real, seen = getattr(module, moment), 0

    def dies(*args: Any, **more: Any) -> Any:
        nonlocal seen
        seen += 1
        at_the_end = moment in ("number", "issue_row")
        answer = real(*args, **more) if at_the_end or seen != time else None
        if seen == time:
            raise Killed
        return answer

    monkeypatch.setattr(module, moment, dies)


def _whole(made: LetterBatch) -> list[int]:
    """The numbers given, each with its paper and its one addressee, and nothing besides."""
    letters = list(Letter.objects.filter(batch=made).order_by("row__position"))
    assert all(letter.state == "issued" and letter.document_id for letter in letters)
    assert LetterAddressee.objects.count() == len(letters)
    assert Document.objects.count() == len(letters)
    assert last_number(SERIES, 2007) == len(letters)
    return [int(letter.number or 0) for letter in letters]


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_it_is_taken_up_and_finishes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    made = signed_batch(cast)
    job = batches.ask_issue(made, by=registry(cast).access)
    with monkeypatch.context() as patch:
        _dies_at(patch, moment, 3)
        with pytest.raises(Killed):
            perform(job.public_id)
    assert _whole(made) == ([1, 2, 3] if moment == "issue_row" else [1, 2])
    job.refresh_from_db()
    assert take_back(job.pk, job.token)

    assert perform(job.public_id) == "done"

    assert _whole(made) == [1, 2, 3, 4]
    made.refresh_from_db()
    assert made.state == "issued"


def test_cancelled_in_the_middle_it_stops_after_a_whole_letter_and_goes_on_later(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, by = signed_batch(cast), registry(cast).access
    job = batches.ask_issue(made, by=by)
    real = jobs.issue_row

    def cancels(row: BatchRow, **more: Any) -> Letter:
        letter = real(row, **more)
        if letter.number == 2:
            cancel(job, by=by)
        return letter

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "issue_row", cancels)
        assert perform(job.public_id) == "cancelled"
    assert _whole(made) == [1, 2]
    made.refresh_from_db()
    assert made.state == "signed"

    again = batches.ask_issue(made, by=by)
    assert perform(again.public_id) == "done"

    assert _whole(made) == [1, 2, 3, 4]
