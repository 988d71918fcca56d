"""What 2007 leaves for 2008 in the demonstration: the draft of the next plan starts from it."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.people.models import Organisation
from minga.workplan import actions
from minga.workplan.carrying import actions as carrying
from minga.workplan.carrying.actions import Told
from minga.workplan.carrying.models import Became, CarriedCommitment
from minga.workplan.carrying.offers import offers_for
from minga.workplan.models import Activity, WorkPlan

Happening = tuple[date, int, Callable[[], object]]
SERVICE, PREPARES, HEAD = "serviu-tarapaca", "mquispe", "laraya"
BEGUN, TAKEN, SAID = date(2007, 11, 26), date(2007, 11, 29), date(2007, 11, 30)
# After whatever else happens that day: the reports that leave them may be of the same one.
LAST = 90
# Objective → activity, unit, weight, end, evidence. Invented, as everything of 2008.
PLANNED: dict[str, tuple[tuple[str, str, int, date, str], ...]] = {
    "Consolidar la perspectiva territorial (demostración)": (
        ("Seguir el observatorio en terreno", "serviu-control", 20, date(2008, 6, 30),
         "informe de seguimiento"),
        ("Ajustar los planes dentro del procedimiento", "serviu-programacion", 20,
         date(2008, 9, 30), "procedimiento aprobado"),
        ("Acordar criterios para evaluar los planes", "seremi-tarapaca", 10, date(2008, 5, 30),
         "acta con los criterios"),
    ),
    "Completar los sistemas de información (demostración)": (
        ("Cargar la cartera 2008 en el SOE", "serviu-programacion", 20, date(2008, 3, 31),
         "listado de la cartera"),
        ("Habilitar la formulación de llamados", "minvu-dinfo", 15, date(2008, 8, 29),
         "acta de puesta en marcha"),
    ),
    "Informar a la región (demostración)": (
        ("Publicar el boletín y las actas", "serviu-control", 15, date(2008, 11, 28),
         "boletines publicados"),
    ),
}  # fmt: skip
# Words that the commitment holds → what became of it, in words, and the activity it passed to.
# The first that fits rules.
OUTCOMES: tuple[tuple[tuple[str, ...], Became, str, str], ...] = (
    (("observatorio",), Became.ACTIVITY, "Quedó como actividad del programa.", "Seguir"),
    (("criterio",), Became.ACTIVITY, "La SEREMI convoca en el primer trimestre.", "Acordar"),
    (("procedimiento",), Became.ACTIVITY, "Se ajusta junto con el procedimiento.", "Ajustar"),
    (("cartera",), Became.ACTIVITY, "Se carga antes de abril.", "Cargar"),
    (("llamado",), Became.ACTIVITY, "Informática fijó fecha para el módulo.", "Habilitar"),
    (("rukan",), Became.ACTIVITY, "Informática fijó fecha para el módulo.", "Habilitar"),
    (("boletin",), Became.ACTIVITY, "Va con las demás publicaciones.", "Publicar"),
    (("publicar", "acta"), Became.ACTIVITY, "Va con las demás publicaciones.", "Publicar"),
    (("acta",), Became.ONGOING, "Cada acta se envía desde la mesa de diciembre.", ""),
    (("meta",), Became.FULFILLED, "Las metas de 2008 quedaron fijadas.", ""),
    (("70 %",), Became.ONGOING, "Se mide al cierre de diciembre.", ""),
    (("mensual",), Became.ONGOING, "El informe de enero los incorpora.", ""),
    (("agenda",), Became.ONGOING, "La primera reunión se cita en marzo.", ""),
    (("propir",), Became.REPLACED, "Lo cubren los informes mensuales.", ""),
    (("gobierno regional",), Became.REPLACED, "Lo cubren los informes mensuales.", ""),
    (("financiamiento", "firm"), Became.DROPPED, "Cada mandato lo acuerda al firmarse.", ""),
)
DEFAULT = (Became.ONGOING, "Se informa en el primer trimestre de 2008.", "")
FOLLOWED = "cartera"


def outcome_of(text: str) -> tuple[Became, str, str]:
    said = plain(text)
    for words, kind, told, activity in OUTCOMES:
        if all(word in said for word in words):
            return kind, told, activity
    return DEFAULT


def plain(text: str) -> str:
    """Without accents nor capitals."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


class Carrying:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.carried: list[CarriedCommitment] = []

    def happenings(self) -> Iterator[Happening]:
        yield BEGUN, LAST, self._fill
        yield TAKEN, LAST, self._take
        yield SAID, LAST, self._say

    @property
    def plan(self) -> WorkPlan:
        return WorkPlan.objects.for_page().get(service=self.bodies[SERVICE], year=2008)

    def _fill(self) -> None:
        """What the draft of 2008, begun that day with its file, plans to do."""
        version, by = self.plan.versions.get(), self.acting(PREPARES, BEGUN)
        for title, planned in PLANNED.items():
            objective = actions.add_objective(version, title=title, by=by, on=BEGUN)
            for told in planned:
                actions.add_activity(objective, self._values(*told), by=by, on=BEGUN)

    def _values(
        self, title: str, unit: str, weight: int, ends: date, evidence: str
    ) -> actions.ActivityValues:
        return actions.ActivityValues(
            title=title,
            weight=weight,
            responsible=self.bodies[unit],
            starts_on=date(2008, 1, 2),
            ends_on=ends,
            expected_evidence=evidence,
        )

    def _take(self) -> None:
        """All that was left, in one step; nothing when nobody left anything."""
        plan = self.plan
        keys = [offer.key for offer in offers_for(plan) if offer.carried is None]
        if keys:
            by = self.acting(PREPARES, TAKEN)
            self.carried = carrying.carry(plan, keys, by=by, on=TAKEN)

    def _say(self) -> None:
        for row in self.carried:
            kind, text, activity = outcome_of(row.text)
            if kind == Became.REPLACED and self._monthly(row, kind) is None:
                kind, text, activity = DEFAULT
            if kind == Became.ACTIVITY and FOLLOWED in plain(row.text):
                self._follow(row)
            if kind == Became.DROPPED:
                by = self.acting(HEAD, SAID)
                carrying.drop(row, reason=text, by=by, on=SAID)
            else:
                told = Told(kind, text, line=self._line(activity), other=self._monthly(row, kind))
                carrying.tell(row, told, by=self.acting(PREPARES, SAID), on=SAID)

    def _line(self, start: str) -> Any:
        if not start:
            return None
        found = Activity.objects.select_related("line")
        return found.get(version__plan=self.plan, title__startswith=start).line

    def _monthly(self, row: CarriedCommitment, kind: Became) -> CarriedCommitment | None:
        if kind != Became.REPLACED:
            return None
        others = (other for other in self.carried if other.pk != row.pk)
        return next((other for other in others if "mensual" in plain(other.text)), None)

    def _follow(self, row: CarriedCommitment) -> None:
        unit = self.bodies["serviu-programacion"]
        by = self.acting(PREPARES, SAID)
        carrying.follow(row, responsible=unit, due_on=date(2008, 3, 31), by=by, on=SAID)
