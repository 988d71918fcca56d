"""Results of 2007 in the demonstration: invented figures of four subproducts by commune, one
corrected, one returned and some awaiting verification."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from minga.core.access import Access
from minga.people.models import Organisation
from minga.strategy.models import ProductLine
from minga.territory.models import Territory
from minga.workplan.results import actions
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period

Happening = tuple[date, int, Callable[[], object]]
SERVICE = "serviu-tarapaca"
REGION = "region-tarapaca"
SOURCE = "Registro del servicio (demostración)"
COMMUNES = (
    "iquique", "alto-hospicio", "pozo-almonte", "camina", "colchane", "huara", "pica", "arica",
)  # fmt: skip
# Subproduct, measure and unit; then by month the figure of each commune, in the order above.
FIGURES: tuple[tuple[str, str, str, dict[int, tuple[int, ...]]], ...] = (
    ("Subsidios para vivienda nueva", "Subsidios otorgados", "subsidies", {
        6: (118, 164, 22, 4, 3, 6, 9, 141), 10: (96, 140, 18, 0, 5, 4, 7, 0),
    }),
    ("Mejora de la vivienda", "Viviendas mejoradas", "dwellings", {
        6: (61, 48, 14, 6, 2, 9, 5, 72), 10: (55, 39, 12, 8, 0, 11, 4, 0),
    }),
    ("Calles y pasajes pavimentados", "Superficie pavimentada", "square_metres", {
        6: (4200, 6150, 1800, 0, 0, 640, 920, 5300), 10: (3900, 5280, 1450, 410, 380, 0, 760, 0),
    }),
    ("Plazas y parques", "Superficie de plazas terminadas", "square_metres", {
        6: (1250, 900, 0, 0, 0, 210, 340, 1100), 10: (0, 1600, 480, 0, 150, 0, 0, 0),
    }),
)  # fmt: skip


class Resulting:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.service = acting, bodies[SERVICE]

    def happenings(self) -> Iterator[Happening]:
        for month, reported, verified in (
            (6, date(2007, 7, 10), date(2007, 7, 18)),
            (10, date(2007, 11, 8), date(2007, 11, 14)),
        ):
            yield reported, 6, partial(self._report, month, reported)
            yield verified, 6, partial(self._verify, verified)
        yield date(2007, 11, 19), 6, self._correct
        yield date(2007, 11, 22), 6, self._accept
        yield date(2007, 11, 26), 6, self._studies
        yield date(2007, 11, 27), 6, self._return

    def _report(self, month: int, on: date) -> None:
        places = {territory.key: territory for territory in Territory.objects.all()}
        said = [
            actions.Said(
                _line(name), places[key], Period(2007, month), measure, unit, value, SOURCE
            )
            for name, measure, unit, by_month in FIGURES
            for key, value in zip(COMMUNES, by_month[month], strict=True)
            # Since 08-10-2007 Arica is of another region: its figures are no longer of this one.
            if value or (key != "arica" and name != "Plazas y parques")
        ]
        actions.report_results(self.service, said, by=self.acting("mquispe", on), on=on)

    def _verify(self, on: date) -> None:
        waiting = list(Result.objects.waiting(on).order_by("pk"))
        actions.verify_results(self.service, waiting, by=self.acting("pcaceres", on), on=on)

    def _correct(self) -> None:
        on = date(2007, 11, 19)
        old = Result.objects.get(
            measure="Subsidios otorgados", territory__key="alto-hospicio", month=10
        )
        actions.correct_result(
            old, value=146, source=SOURCE, reason="Faltaban seis familias de un comité.",
            by=self.acting("mquispe", on), on=on,
        )  # fmt: skip

    def _accept(self) -> None:
        self._verify(date(2007, 11, 22))

    def _studies(self) -> None:
        """Known only for the region; and two that wait for another person."""
        on = date(2007, 11, 26)
        by = self.acting("mquispe", on)
        for name, key, measure, unit, value in (
            ("Estudios de proyectos", REGION, "Estudios terminados", "studies", 3),
            ("Obras del contrato de barrio", "iquique", "Obras terminadas", "works", 2),
            ("Obras del contrato de barrio", "alto-hospicio", "Obras terminadas", "works", 4),
        ):
            said = actions.Said(
                _line(name), Territory.objects.get(key=key), Period(2007, 10), measure, unit,
                value, SOURCE,
            )  # fmt: skip
            actions.report_result(self.service, said, by=by, on=on)

    def _return(self) -> None:
        on = date(2007, 11, 27)
        by = self.acting("pcaceres", on)
        works = Result.objects.get(measure="Obras terminadas", territory__key="alto-hospicio")
        actions.return_result(
            works, remarks="Una de las cuatro no tiene acta de recepción.", by=by, on=on
        )
        studies = Result.objects.get(measure="Estudios terminados")
        actions.verify_results(self.service, [studies], by=by, on=on)


def _line(name: str) -> ProductLine:
    return ProductLine.objects.filter(subproducts__name=name).distinct().get()
