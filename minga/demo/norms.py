"""The register of regulatory changes in the demonstration: what the 2007 document tells of the
norms, with invented steps."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from minga.core.access import Access
from minga.people.models import Organisation
from minga.workplan.norms import actions
from minga.workplan.norms.actions import Observed, Step
from minga.workplan.norms.models import NormCertainty, NormStage, RegulatoryChange

Happening = tuple[date, int, Callable[[], object]]
SERVICE, KEEPS, HEAD = "serviu-tarapaca", "mquispe", "laraya"
ORDER = 6
INVENTED = "Número y fecha de ejemplo (demostración)."


@dataclass(frozen=True)
class Told:
    """A change: when it was registered, what was observed, its steps on their days."""

    on: date
    observed: Observed
    steps: tuple[Step, ...]
    abandoned: tuple[date, str] | None = None


# The figures are those of the document; decrees and days are invented and say so.
CHANGES = (
    Told(
        date(2007, 4, 10),
        Observed(
            title="Subsidio mayor para la clase media (demostración)",
            norm="DS 40 de 2004, Título I",
            observed="Los cambios anteriores habían favorecido a los quintiles I y II. En "
            "viviendas de 600 UF y de 1.000 UF el subsidio era de 90 UF. Se propone 205 UF en "
            "viviendas de 400 UF, 170 UF en las de 600 y 100 UF en las de 1.000: decrece con el "
            "precio.",
            observed_where="Documento del PMG 2007, ámbito habitacional",
            observed_on=date(2007, 3, 30),
            certainty=NormCertainty.DOCUMENT,
        ),
        (
            Step(NormStage.PROPOSED, date(2007, 4, 10), INVENTED),
            Step(NormStage.DECREED, date(2007, 6, 15), INVENTED, decree="DS de ejemplo 1 de 2007"),
            Step(NormStage.PUBLISHED, date(2007, 7, 20), INVENTED),
            Step(NormStage.IN_FORCE, date(2007, 8, 1), INVENTED),
        ),
    ),
    Told(
        date(2007, 5, 7),
        Observed(
            title="Bono para proyectos integrados (demostración)",
            norm="DS 40 de 2004 y Fondo Solidario de Vivienda",
            observed="El subsidio de interés territorial depende de áreas que fija la autoridad. "
            "Se propone un bono de 100 UF, en viviendas de hasta 1.000 UF, para quien compra en un "
            "proyecto con al menos 30 % de viviendas de cada programa, construidas a la vez. "
            "Y que el subsidio a la localización, de hasta 150 UF, alcance a las ya construidas.",
            observed_where="Documento del PMG 2007, ámbito habitacional",
            observed_on=date(2007, 4, 27),
            certainty=NormCertainty.DOCUMENT,
        ),
        (
            Step(NormStage.PROPOSED, date(2007, 5, 7), INVENTED),
            Step(NormStage.DECREED, date(2007, 9, 28), INVENTED, decree="DS de ejemplo 2 de 2007"),
        ),
    ),
    Told(
        date(2007, 4, 2),
        Observed(
            title="Bancos de proyectos siempre abiertos (demostración)",
            norm="Fondo Solidario de Vivienda",
            observed="Se postulaba dos o tres veces al año. Con bancos abiertos y selección "
            "mensual, la compra de viviendas construidas pasó de 10 a 2 meses.",
            observed_where="Documento del PMG 2007, ámbito habitacional",
            observed_on=date(2007, 3, 1),
            certainty=NormCertainty.DOCUMENT,
        ),
        (
            Step(NormStage.PROPOSED, date(2007, 4, 2), INVENTED),
            Step(NormStage.DECREED, date(2007, 4, 16), INVENTED, decree="DS de ejemplo 3 de 2007"),
            Step(NormStage.PUBLISHED, date(2007, 5, 11), INVENTED),
            Step(NormStage.IN_FORCE, date(2007, 6, 1), INVENTED),
            Step(
                NormStage.UPDATED,
                date(2007, 6, 29),
                "Minga no calcula todavía la selección mensual: ninguna regla cambia.",
            ),
        ),
    ),
    Told(
        date(2007, 8, 6),
        Observed(
            title="Plazo único para el certificado (demostración)",
            norm="DS 40 de 2004",
            observed="En la oficina de atención se repite la duda por el plazo del certificado. "
            "Observación de ejemplo, sin cifras.",
            observed_where="Atención de público, primer semestre (ficticio)",
            observed_on=date(2007, 7, 31),
        ),
        (),
        (date(2007, 10, 5), "El plazo lo fija el ministerio y no está en revisión."),
    ),
)


class Norms:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.made: dict[str, RegulatoryChange] = {}

    def happenings(self) -> Iterator[Happening]:
        for told in CHANGES:
            title = told.observed.title
            yield told.on, ORDER, partial(self._register, told)
            for number, step in enumerate(told.steps, ORDER + 1):
                yield step.on, number, partial(self._step, title, step)
            if told.abandoned:
                on, reason = told.abandoned
                yield on, ORDER, partial(self._abandon, title, on, reason)

    def _register(self, told: Told) -> None:
        by = self.acting(KEEPS, told.on)
        made = actions.register_change(self.bodies[SERVICE], told.observed, by=by, on=told.on)
        self.made[told.observed.title] = made

    def _step(self, title: str, step: Step) -> None:
        by = self.acting(KEEPS, step.on)
        actions.tell_step(self.made[title], step, by=by, on=step.on)

    def _abandon(self, title: str, on: date, reason: str) -> None:
        by = self.acting(HEAD, on)
        actions.abandon(self.made[title], reason=reason, by=by, on=on)
