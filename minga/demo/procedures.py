"""Two procedures in the demonstration: one in force with its next version in preparation, a use
under way, a review and a non-conformity with its correction; the other one just approved."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from minga.core.access import Access
from minga.people.models import Organisation
from minga.workplan.procedures import actions
from minga.workplan.procedures.models import (
    NonConformity,
    Procedure,
    ProcedureUse,
    ProcedureVersion,
)
from minga.workplan.procedures.parts import ACTIVITIES, OUTPUTS, REQUIREMENTS

Happening = tuple[date, int, Callable[[], object]]
SERVICE, PLANS, PROGRAMMING = "serviu-tarapaca", "planes", "programacion"
TEXTS = ("purpose", "scope", "references", "distribution")
FIGURES = {
    "Llega en el plazo de la pauta": (True, "entregado dos días antes"),
    "Cada proyecto dice a qué territorio sirve": (False, "17 de 20"),
    "Se entiende sin ayuda": (True, "nota 6,2"),
}


@cache
def _told() -> dict[str, Any]:
    path = Path(__file__).with_name("procedures_2007.toml")
    return tomllib.loads(path.read_text("utf-8"))


class Procedures:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies

    def happenings(self) -> Iterator[Happening]:
        for key, written, approved in (
            (PLANS, date(2007, 4, 9), date(2007, 4, 23)),
            (PROGRAMMING, date(2007, 9, 3), date(2007, 9, 14)),
        ):
            yield written, 6, partial(self._write, key, written)
            yield approved, 6, partial(self._approve, key, approved)
        yield date(2007, 5, 7), 6, self._use
        yield date(2007, 5, 28), 6, self._tick
        yield date(2007, 10, 22), 6, self._review
        yield date(2007, 10, 26), 6, self._fault
        yield date(2007, 11, 5), 6, self._correct
        yield date(2007, 11, 19), 6, self._change

    def _procedure(self, key: str) -> Procedure:
        return Procedure.objects.get(code=_told()[key]["code"])

    def _values(self, row: list[Any]) -> dict[str, Any]:
        what, unit, function, takes, gives, days, term, record = row
        return {
            "what": what,
            "responsible": self.bodies[unit] if unit else None,
            "responsible_words": function,
            "takes": takes,
            "gives": gives,
            "working_days": days or None,
            "term_words": term,
            "record": record,
        }

    def _write(self, key: str, on: date) -> None:
        told, by = _told()[key], self.acting("mquispe", on)
        named = actions.Named(
            told["code"], told["title"], told["process"], self.bodies[told["owner"]], told["months"]
        )
        made = actions.create_procedure(self.bodies[SERVICE], named, by=by, on=on)
        version = made.versions.get()
        texts = {name: told[name] for name in TEXTS} | {"change": "", "retention_years": 5}
        version = actions.change_text(version, texts, revision=0, by=by, on=on)
        for row in told["activities"]:
            actions.add_part(version, ACTIVITIES, self._values(row), by=by, on=on)
        for name, receiver, requirements in told["outputs"]:
            self._output(version, name, receiver, requirements, by, on)

    def _output(
        self,
        version: ProcedureVersion,
        name: str,
        receiver: str,
        requirements: list[list[str]],
        by: Access,
        on: date,
    ) -> None:
        values = {"name": name, "receiver": receiver}
        output = actions.add_part(version, OUTPUTS, values, by=by, on=on)
        for row in requirements:
            said = dict(zip(REQUIREMENTS.names, row, strict=True))
            actions.add_part(version, REQUIREMENTS, said, output=output, by=by, on=on)

    def _approve(self, key: str, on: date) -> None:
        version = self._procedure(key).versions.get()
        actions.submit_version(version, by=self.acting("mquispe", on), on=on)
        for who in ("pcaceres", "laraya"):
            version = ProcedureVersion.objects.get(pk=version.pk)
            actions.pass_version(version, by=self.acting(who, on), on=on)

    def _use(self) -> None:
        on = date(2007, 5, 7)
        actions.start_use(
            self._procedure(PLANS),
            label="Formulación del presupuesto 2008 (demostración)",
            by=self.acting("mquispe", on),
            on=on,
        )

    def _tick(self) -> None:
        on = date(2007, 5, 28)
        use = ProcedureUse.objects.get()
        for number, day, note in (
            (1, date(2007, 5, 9), ""),
            (2, date(2007, 5, 25), "Faltaron dos comunas, que llegaron por correo."),
            (3, date(2007, 5, 28), ""),
        ):
            activity = use.version.activities.get(number=number)
            done = actions.Done(day, note)
            actions.mark_done(use, activity, done, by=self.acting("rmamani", on), on=on)

    def _review(self) -> None:
        on, procedure = date(2007, 10, 22), self._procedure(PLANS)
        version = procedure.versions.get(status="in_force")
        measured = {
            one.pk: actions.Measured(*FIGURES[one.requirement]) for one in REQUIREMENTS.of(version)
        }
        reviewed = actions.Reviewed(
            held_on=date(2007, 10, 19),
            participants="Control de Gestión, Programación y SEREMI",
            result="changes",
            remarks="Se agrega un ajuste de los planes cuando se publica la ley (demostración).",
            measured=measured,
        )
        actions.record_review(procedure, reviewed, by=self.acting("pcaceres", on), on=on)

    def _fault(self) -> None:
        on, procedure = date(2007, 10, 26), self._procedure(PLANS)
        version = procedure.versions.get(status="in_force")
        found = actions.Found(
            version=version,
            found_on=date(2007, 10, 19),
            description="Tres de veinte proyectos no decían su territorio (demostración).",
            severity="minor",
            source="review",
            activity=version.activities.get(number=2),
        )
        actions.report_fault(procedure, found, by=self.acting("pcaceres", on), on=on)

    def _correct(self) -> None:
        on, fault = date(2007, 11, 5), NonConformity.objects.get()
        by = self.acting("mquispe", on)
        cause = "La planilla no pedía el territorio."
        fault = actions.analyse_cause(fault, cause=cause, by=by, on=on)
        correction = actions.Correction(
            "Pedir el territorio en la planilla y completar los tres proyectos",
            self.bodies["serviu-programacion"],
            date(2007, 12, 14),
        )
        actions.agree_correction(fault, correction, by=by, on=on)

    def _change(self) -> None:
        """In the draft that the review opened."""
        on, told = date(2007, 11, 19), _told()[PLANS]
        draft, by = self._procedure(PLANS).versions.get(status="draft"), self.acting("mquispe", on)
        texts = {name: told[name] for name in TEXTS}
        texts |= {"change": told["change"]["why"], "retention_years": 5}
        draft = actions.change_text(draft, texts, revision=0, by=by, on=on)
        values = self._values(told["change"]["activity"])
        actions.add_part(draft, ACTIVITIES, values, by=by, on=on)
