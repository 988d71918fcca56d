"""Commitments and an audit in the demonstration: invented promises of real institutions."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from minga.commitments import actions
from minga.commitments.actions.audits import Found
from minga.commitments.models import Audit, Commitment, Finding
from minga.core.access import Access, operator
from minga.demo.papers import paper
from minga.people.actions import add_organisation, close_organisation
from minga.people.models import Organisation
from minga.territory.models import Territory

Happening = tuple[date, int, Callable[[], object]]
SCRIBE = operator("Demostración")
SERVICE = "serviu-tarapaca"
# Promise, who answers, to whom, origin, its reference, made, due, who registers, commune.
PROMISES: tuple[tuple[str, str, str, str, str, date, date, str, str], ...] = (
    ("Entregar el plano de loteo corregido de La Pampa", "serviu-tecnico", "Mesa técnica La Pampa",
     "board", "Mesa técnica N.º 4, acuerdo 2", date(2007, 10, 3), date(2007, 11, 16), "pcaceres",
     "alto-hospicio"),
    ("Informar los terrenos fiscales disponibles", "seremi-planes", "SERVIU",
     "meeting", "Reunión entre servicios, octubre", date(2007, 10, 10), date(2007, 11, 28),
     "mquispe", "iquique"),
    ("Cerrar el paso vehicular de la plaza en obras", "municipalidad-iquique", "Vecinos del barrio",
     "meeting", "Reunión en terreno", date(2007, 11, 5), date(2007, 12, 7), "pcaceres", "iquique"),
    ("Publicar el acta de la mesa de noviembre", "seremi-barrios", "Mesa técnica La Pampa",
     "board", "Mesa técnica N.º 5, acuerdo 1", date(2007, 11, 14), date(2007, 11, 30), "mquispe",
     "alto-hospicio"),
    ("Revisar las garantías que vencen en enero", "serviu-finanzas", "Dirección del servicio",
     "analysis", "Análisis del tercer trimestre", date(2007, 11, 12), date(2008, 1, 11), "pcaceres",
     "iquique"),
    ("Enviar el catastro de caletas del borde costero", "oficina-costera-demo", "SERVIU",
     "meeting", "Reunión entre servicios, agosto", date(2007, 8, 20), date(2007, 12, 14),
     "pcaceres", "iquique"),
)  # fmt: skip
HEIR, CLOSED = "oficina-borde-costero-demo", "oficina-costera-demo"


class Promising:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, dict(bodies)
        self.made: list[Commitment] = []
        self.findings: list[Finding] = []

    def happenings(self) -> Iterator[Happening]:
        yield date(2007, 8, 1), 0, self._open_office
        for told in sorted(PROMISES, key=lambda told: told[5]):
            yield told[5], 5, partial(self._register, told)
        yield date(2007, 10, 15), 5, self._audit
        yield date(2007, 11, 2), 5, self._answer
        yield date(2007, 11, 9), 5, self._follow
        yield date(2007, 11, 12), 0, self._close_office
        yield date(2007, 11, 20), 5, self._report
        yield date(2007, 11, 22), 5, self._decide

    def _open_office(self) -> None:
        for key, name in ((CLOSED, "Oficina Costera"), (HEIR, "Oficina del Borde Costero")):
            self.bodies[key] = add_organisation(
                key=key, name=f"{name} (demostración)", short_name=name, kind="agency",
                valid_from=date(2000, 1, 1), by=SCRIBE, on=date(2007, 8, 1),
            )  # fmt: skip

    def _close_office(self) -> None:
        on = date(2007, 11, 12)
        old = Organisation.objects.get(key=CLOSED)
        close_organisation(
            old, last_day=on, reason="Datos de demostración", successor=self.bodies[HEIR],
            by=SCRIBE, on=on,
        )  # fmt: skip

    def _register(self, told: tuple[Any, ...]) -> None:
        text, who, to, origin, reference, on, due, by, commune = told
        promise = actions.Promise(
            promise=text, responsible=self.bodies[who], promised_to=to, made_on=on, due_on=due,
            origin=origin, origin_reference=reference,
            territory=Territory.objects.get(key=commune),
        )  # fmt: skip
        service = self.bodies[SERVICE]
        self.made.append(
            actions.register_commitment(service, promise, by=self.acting(by, on), on=on)
        )

    def _paper(self, title: str, on: date) -> Any:
        return paper(title, author="Demostración", dated=on, extension="pdf")

    def _of(self, start: str) -> Commitment:
        return Commitment.objects.get(promise__startswith=start)

    def _report(self) -> None:
        on = date(2007, 11, 20)
        for start, by, kept in (("Publicar", "cgodoy", True), ("Informar", "bmoya", False)):
            file = self._paper(f"Evidencia: {start.lower()}", on)
            made = self._of(start)
            actions.report_fulfilment(
                made, remarks="Se adjunta el documento.", file=file, by=self.acting(by, on), on=on
            )
            if kept:
                actions.verify_fulfilment(made, by=self.acting("pcaceres", on), on=on)

    def _decide(self) -> None:
        on = date(2007, 11, 22)
        actions.extend_term(
            self._of("Cerrar"), due_on=date(2007, 12, 21), reason="Faltan las vallas.",
            by=self.acting("laraya", on), on=on,
        )  # fmt: skip

    def _audit(self) -> None:
        on = date(2007, 10, 15)
        by = self.acting("eguerra", on)
        audit: Audit = actions.register_audit(
            self.bodies[SERVICE], kind="internal", report_number="12/2007",
            report_date=date(2007, 10, 8), title="Visitas y expedientes (datos de demostración)",
            file=self._paper("Informe de auditoría", on), by=by, on=on,
        )  # fmt: skip
        for code, text, grade, who in (
            ("II.1", "Visitas de control no realizadas en el plazo", "complex", "serviu-tecnico"),
            ("II.2", "Expedientes de la muestra sin su informe social", "high",
             "serviu-operaciones"),
            ("III.1", "Actas de recepción sin firma", "low", "serviu-tecnico"),
        ):  # fmt: skip
            found = Found(code, text, grade, date(2007, 11, 15), self.bodies[who])
            self.findings.append(actions.add_finding(audit, found, by=by, on=on))
        actions.add_rows(
            self.findings[0], title="Visitas no realizadas (datos de demostración)",
            references=[f"Visita {number} de 2007" for number in range(1, 13)], by=by, on=on,
        )  # fmt: skip

    def _answer(self) -> None:
        on = date(2007, 11, 2)
        for finding in (self.findings[0], self.findings[2]):
            actions.answer_finding(
                finding, text="Se corrigió lo observado y se adjunta el respaldo.",
                file=self._paper(f"Respuesta {finding.code}", on),
                by=self.acting("omedina", on), on=on,
            )  # fmt: skip

    def _follow(self) -> None:
        on = date(2007, 11, 9)
        by = self.acting("eguerra", on)
        actions.assess_finding(
            self.findings[0], outcome="partial", remarks="Faltan tres visitas por realizar.",
            next_on=date(2007, 11, 28), by=by, on=on,
        )  # fmt: skip
        actions.assess_finding(
            self.findings[2], outcome="solved", remarks="Las actas están firmadas.", by=by, on=on
        )
        promise = actions.Promise(
            promise="Realizar las visitas pendientes", responsible=self.bodies["serviu-tecnico"],
            promised_to="Contraloría Interna", made_on=on, due_on=date(2007, 12, 14),
            origin="audit", origin_reference=str(self.findings[0]), finding=self.findings[0],
        )  # fmt: skip
        actions.register_commitment(self.bodies[SERVICE], promise, by=by, on=on)
