"""The increment follows the bands as its service corrected them, and a closed agreement keeps
those that were known when it closed."""

from datetime import date, timedelta
from typing import Any

from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.rulings import digest
from minga.workplan.agreements.models import Agreement
from minga.workplan.agreements.tables import Increment, board_of, increment
from tests.conftest import TODAY, Cast
from tests.core.parameters.making import approved as bands_approved
from tests.core.parameters.making import said
from tests.workplan.agreements import factories as made
from tests.workplan.agreements.factories import OCTOBER

GOALS: tuple[dict[str, Any], ...] = ({"weight": 80, "due": OCTOBER}, {"weight": 20, "due": OCTOBER})


def found(cast: Cast, *, day: date = TODAY, closed: date | None) -> Increment:
    """Of an agreement of 80 points; both its goals were measured by `closed`, or none was."""
    agreement = made.approved(cast, *GOALS)
    if closed:
        made.verified(made.line(agreement), cast, 30, on=closed)
        made.verified(made.line(agreement, 1), cast, 3, on=closed)
    board = board_of(agreement.versions.get(), day)
    assert (board.closed_on, board.earned) == (closed, 80 if closed else 0)
    answer = increment(agreement, board)
    assert answer is not None
    return answer


def corrected(cast: Cast, on: date) -> ParameterCorrection:
    return bands_approved(cast, said((80, 100), (70, 30)), on=on)


def test_what_was_corrected_before_it_closed_rules(cast: Cast) -> None:
    corrected(cast, TODAY - timedelta(days=10))

    now = found(cast, closed=TODAY)

    assert (now.part, now.later, now.since) == (100, None, TODAY)
    assert now.digest == digest("agreements", service=cast.serviu.pk)


def test_what_is_corrected_after_it_closed_changes_nothing_of_it_and_is_told(cast: Cast) -> None:
    closed = TODAY - timedelta(days=10)
    before = digest("agreements", service=cast.serviu.pk)
    corrected(cast, TODAY - timedelta(days=1))

    now = found(cast, closed=closed)

    assert (now.part, now.since, now.digest) == (50, closed, before)
    assert now.later is not None
    assert now.later.values["bands"][0]["from"] == 80


def test_while_it_is_open_the_day_one_looks_at_decides(cast: Cast) -> None:
    corrected(cast, TODAY)

    now = found(cast, closed=None)
    eve = increment(*_same(cast, TODAY - timedelta(days=1)))

    assert now.rule.values["bands"][0]["from"] == 80
    assert eve is not None
    assert eve.rule.values["bands"][0]["from"] == 90


def _same(cast: Cast, day: date) -> tuple[Any, Any]:
    agreement = Agreement.objects.for_page().get()
    return agreement, board_of(agreement.versions.get(), day)


def test_its_page_links_to_the_parameter_and_says_what_came_later(cast: Cast) -> None:
    corrected(cast, TODAY)
    found(cast, closed=TODAY - timedelta(days=3))
    agreement, _ = _same(cast, TODAY)

    page = cast.ana.client().get(f"/convenios-de-desempeno/{agreement.public_id}/")

    assert "/parametros/incremento-por-desempeno-colectivo/" in page.content.decode()
    assert "Los tramos se corrigieron después" in page.content.decode()
