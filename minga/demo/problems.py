"""A territorial problem in the demonstration: invented agreements of real institutions."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from minga.core.access import Access, operator
from minga.demo.papers import paper
from minga.people.actions import add_organisation
from minga.people.models import Organisation
from minga.territory.models import Territory
from minga.territory.models.geometry import units
from minga.workplan.problems import actions
from minga.workplan.problems.actions import Agreed, Brings, Budget, Papers, Promised, Statement
from minga.workplan.problems.models import Meeting, ProblemService, TerritorialProblem

Happening = tuple[date, int, Callable[[], object]]
SCRIBE = operator("Demostración")
SERVICE, SEWERS = "serviu-tarapaca", "servicio-sanitario-demo"
TOWN, REGION = "municipalidad-alto-hospicio", "gore-tarapaca"
MARK = "(demostración)"
PREPARED, OPENED, CONVENED = date(2007, 9, 3), date(2007, 9, 10), date(2007, 10, 12)
SIGNED, MET, CLOSED, AGAIN = (
    date(2007, 10, 18), date(2007, 10, 24), date(2007, 10, 29), date(2007, 11, 20),
)  # fmt: skip
NEXT, DRAFTED = date(2007, 12, 11), date(2007, 11, 26)
# Body → products, faculties, resources.
BRINGS: dict[str, tuple[str, str, str]] = {
    SERVICE: (
        "Pavimentos Participativos y la inspección de sus obras",
        "Contratar y recibir obras de pavimento en vías públicas",
        "Presupuesto sectorial de Pavimentos Participativos",
    ),
    SEWERS: (
        "Red de alcantarillado y uniones domiciliarias",
        "Aprobar proyectos sanitarios y su factibilidad",
        "Equipo de proyectos y plan de desarrollo",
    ),
    TOWN: (
        "Postulación de los comités de pavimentación",
        "Autorizar la rotura de calzadas y administrar las calles de la comuna",
        "Dirección de Obras y aporte de los comités",
    ),
    REGION: (
        "Programa de inversión regional",
        "Priorizar el financiamiento de inversiones de la región",
        "Fondo regional",
    ),
}
FIGURES = (
    ("Pasajes sin pavimento", 3_850, 0, "metros", date(2007, 8, 20), "Catastro del SERVIU"),
    ("Viviendas sin alcantarillado", 412, 0, "viviendas", date(2007, 8, 20), "Catastro municipal"),
    ("Cobertura de alcantarillado", 875, 1, "%", date(2007, 8, 20), "Servicio sanitario"),
)
LINE = "31.02, Pavimentos Participativos, llamado 17"
# Who, what, until when, with which budget.
PROMISES: tuple[tuple[str, str, date, Budget], ...] = (
    (SERVICE, "Pavimentar 3.850 metros de pasajes después de instalada la red", date(2008, 9, 30),
     Budget("line", LINE, 2008, 486_000_000, is_approved=True)),
    (SEWERS, "Instalar el colector y las uniones domiciliarias de 412 viviendas",
     date(2008, 5, 30), Budget("line", "Plan de desarrollo, extensión de red", 2008, 298_500_000)),
    (REGION, "Priorizar el proyecto en el anteproyecto regional de inversiones",
     date(2007, 12, 28), Budget()),
    (TOWN, "Reponer veredas y soleras en los pasajes que se pavimenten", date(2008, 10, 31),
     Budget("gap", amount=64_200_000)),
)  # fmt: skip


class Problems:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, dict(bodies)
        self.parties: dict[str, ProblemService] = {}
        self.problem: TerritorialProblem | None = None

    def happenings(self) -> Iterator[Happening]:
        yield PREPARED, 6, self._prepare
        yield OPENED, 6, self._open
        yield CONVENED, 6, partial(self._convene, CONVENED, MET, "SERVIU, sala del tercer piso")
        yield SIGNED, 6, self._bind
        yield MET, 6, self._meet
        yield CLOSED, 6, self._close
        yield AGAIN, 6, partial(self._convene, AGAIN, NEXT, "Municipalidad de Alto Hospicio")
        yield DRAFTED, 6, self._draft

    def _is(self) -> TerritorialProblem:
        assert self.problem is not None
        return TerritorialProblem.objects.get(pk=self.problem.pk)

    def _prepare(self) -> None:
        by = self.acting("mquispe", PREPARED)
        self.bodies[SEWERS] = add_organisation(
            key=SEWERS, name=f"Servicio sanitario {MARK}", short_name="Sanitario (demo)",
            kind="agency", valid_from=date(2000, 1, 1), by=SCRIBE, on=PREPARED,
        )  # fmt: skip
        said = Statement(
            f"Pasajes de tierra y viviendas sin alcantarillado {MARK}",
            "Los pasajes no se pueden pavimentar mientras no esté la red de alcantarillado, y la "
            "red no se instala sin el permiso de rotura ni el financiamiento. Cada servicio tiene "
            "una parte de la solución; ninguno la tiene completa.",
            Territory.objects.get(key="alto-hospicio"),
            date(2006, 5, 2),
            (units(-70.1015), units(-20.2690)),
        )
        service = self.bodies[SERVICE]
        self.problem = actions.prepare_problem(service, said, by=by, on=PREPARED)
        for name, value, places, unit, dated, source in FIGURES:
            actions.add_figure(
                self.problem, name=name, value=value, places=places, unit=unit, dated_on=dated,
                source=f"{source} {MARK}", by=by, on=PREPARED,
            )  # fmt: skip
        for key, brings in BRINGS.items():
            self.parties[key] = actions.join_service(
                self.problem, self.bodies[key], Brings(*brings), by=by, on=PREPARED
            )

    def _open(self) -> None:
        actions.open_problem(self._is(), by=self.acting("laraya", OPENED), on=OPENED)

    def _convene(self, on: date, day: date, place: str) -> None:
        points = ("Calendario de las obras de 2008",)
        by = self.acting("mquispe", on)
        actions.convene(self._is(), day=day, place=place, points=points, by=by, on=on)

    def _bind(self) -> None:
        """Three sign; the municipality promises, without a budget line."""
        by = self.acting("mquispe", SIGNED)
        reference = f"Acuerdo de trabajo N.º 3 de 2007 {MARK}"
        file = paper(reference, author="Demostración", dated=SIGNED, extension="pdf")
        signers = [self.parties[key] for key in (SERVICE, SEWERS, REGION)]
        papers = Papers("minutes", reference, SIGNED, file)
        actions.register_backing(self._is(), papers, signers, by=by, on=SIGNED)
        for key, text, due, budget in PROMISES:
            promised = Promised(
                self.parties[key], f"{text} {MARK}", SIGNED, due, budget, date(2007, 11, 16)
            )
            actions.promise(self._is(), promised, by=by, on=SIGNED)
        for what, threatens, key, due in (
            ("Permiso de rotura de calzadas", "Instalación del colector", TOWN, date(2007, 10, 26)),
            ("Factibilidad sanitaria del último tramo", "Pavimento de los pasajes", SEWERS,
             date(2007, 11, 23)),
        ):  # fmt: skip
            actions.open_gap(
                self._is(), what=f"{what} {MARK}", threatens=threatens,
                responsible=self.bodies[key], due_on=due, by=by, on=SIGNED,
            )  # fmt: skip

    def _meeting(self) -> Meeting:
        return self._is().meetings.open().get()

    def _meet(self) -> None:
        meeting = self._meeting()
        came = {
            row.pk: f"Representante de {row.party.organisation.short_name} {MARK}"
            for row in meeting.attendances.select_related("party__organisation")
        }
        agreed: dict[int, Agreed] = {}
        for item in meeting.items.select_related("gap"):
            agreed[item.pk] = self._agreed(item.text, is_gap=item.gap_id is not None)
        actions.record_meeting(
            meeting, notes="Se revisó el orden de las obras: primero la red, después el pavimento.",
            came=came, agreed=agreed, by=self.acting("mquispe", MET), on=MET,
        )  # fmt: skip

    def _agreed(self, text: str, *, is_gap: bool) -> Agreed:
        if not is_gap:
            return Agreed("La red se instala hasta mayo y el pavimento sigue en junio.")
        if text.startswith("Permiso"):
            return Agreed("La Dirección de Obras entregó el permiso.", "resolved")
        if text.startswith("Factibilidad"):
            return Agreed(
                "El servicio sanitario revisa el trazado.", "continues", date(2007, 11, 23)
            )
        return Agreed(
            "La municipalidad lo propondrá en su presupuesto.", "continues", date(2007, 12, 14)
        )

    def _close(self) -> None:
        actions.close_minutes(self._meeting(), by=self.acting("pcaceres", CLOSED), on=CLOSED)

    def _draft(self) -> None:
        """One that waits for the head of the service."""
        by = self.acting("rmamani", DRAFTED)
        said = Statement(
            f"Plaza y sede sin acceso para personas con movilidad reducida {MARK}",
            "La plaza, la sede y el paradero están juntos y nadie puede llegar a ellos en silla de "
            "ruedas: las veredas, los cruces y el paradero son de servicios distintos.",
            Territory.objects.get(key="iquique"),
            date(2007, 4, 16),
        )
        made = actions.prepare_problem(self.bodies[SERVICE], said, by=by, on=DRAFTED)
        for key, text in ((SERVICE, "Proyectos de espacios públicos"),
                          ("municipalidad-iquique", "Mantención de plazas y veredas")):  # fmt: skip
            actions.join_service(made, self.bodies[key], Brings(text), by=by, on=DRAFTED)
