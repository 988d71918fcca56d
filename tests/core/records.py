"""A small record with a row in every protected table, anchored as after its commits."""

from datetime import date

from minga.core.demonstration import choose_day, open_demonstration
from minga.core.models import Chain
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.workplan.actions import report_status
from tests.conftest import SCRIBE, Cast
from tests.core.database import commit
from tests.workplan.factories import approved, line, verified


def whole_record(cast: Cast) -> Chain:
    proposed = propose_definitions(
        cast.serviu, mission="Servir", objectives=[("Uno", "El uno")], by=cast.ana.access
    )
    approve_definitions(proposed, by=cast.diana.access)
    activity = line(approved(cast))
    report_status(activity, status="in_process", by=cast.sofia.access)
    verified(activity, uploader=cast.ana, verifier=cast.bruno)
    commit()
    return Chain.objects.get()


def three_days_more() -> Chain:
    """Events that wrote no row: they may be taken away without breaking a reference."""
    open_demonstration(date(2007, 11, 30), by=SCRIBE)
    for day in (1, 2, 3):
        choose_day(date(2007, 12, day), by=SCRIBE)
    commit()
    return Chain.objects.get()
