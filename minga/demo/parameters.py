"""A correction of a dated parameter in the demonstration: it changes no value, so that no figure
moves; it shows who proposed it, who approved it and why."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.parameters import actions
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.rulings import ruling
from minga.people.models import Organisation
from minga.rules.shapes import shapes

Happening = tuple[date, int, Callable[[], object]]
SERVICE, PROPOSES, HEAD = "serviu-tarapaca", "vcortes", "laraya"
FILE, NAME = "agreements", "collective_increment"
PROPOSED, APPROVED, SINCE = date(2007, 4, 16), date(2007, 4, 23), date(2007, 1, 1)
SOURCE = "Ley 19.553, artículo 7, y convenio colectivo de 2007 (datos de demostración)"
REASON = (
    "Deja a la vista por qué convenio se calcula el incremento de 2007; los tramos son los mismos. "
    "Datos de demostración."
)


class Correcting:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.made: list[ParameterCorrection] = []

    def happenings(self) -> Iterator[Happening]:
        yield PROPOSED, 6, partial(self._propose, PROPOSED)
        yield APPROVED, 6, partial(self._approve, APPROVED)

    def _propose(self, on: date) -> None:
        shape, body = shapes(FILE)[NAME], self.bodies[SERVICE]
        now = ruling(FILE, NAME, SINCE, service=body.pk)
        made = actions.propose(
            shape,
            actions.Said(SINCE, now.values, SOURCE),
            institution=(body.pk, body.name),
            reason=REASON,
            seen=actions.mark(shape, body.pk),
            by=self.acting(PROPOSES, on),
            on=on,
        )
        self.made.append(made)

    def _approve(self, on: date) -> None:
        for row in self.made:
            approvals.pass_step(row, seen=seen_of(row), by=self.acting(HEAD, on), on=on)
