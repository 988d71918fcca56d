"""The findings of a report, from a workbook: all or nothing. What was found never changes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from minga.commitments.actions.audits import Found, enter_finding, locked_audit
from minga.commitments.models import Audit, Finding, Seriousness
from minga.commitments.permissions import ASSESS
from minga.commitments.scope import where
from minga.core.access import Access
from minga.core.clock import today
from minga.core.errors import NotAllowed
from minga.core.imports.difference import Difference
from minga.core.imports.spec import Field, ImportSpec, Problem, Rows, register
from minga.core.kinds import DATE, choice, text
from minga.people.models import Organisation

FIELDS = (
    Field("report", "Número del informe", text(40), example="391/2025"),
    Field("code", "Numeral", text(20), example="II.3"),
    Field("text", "Observación", text(1000), required=True, example="Visitas no realizadas."),
    Field(
        "seriousness",
        "Gravedad",
        choice(dict(Seriousness.choices)),
        required=True,
        example="complex",
    ),
    Field("answer_due_on", "Plazo de respuesta", DATE, required=True, example=date(2007, 12, 28)),
    Field(
        "responsible",
        "Clave del responsable",
        text(40),
        required=True,
        help="La clave de la organización o unidad, como en la lista de organizaciones.",
        example="serviu-tecnico",
    ),
)


def declare() -> None:
    register(
        ImportSpec(
            kind="findings",
            label="hallazgos de auditoría",
            permission=ASSESS,
            fields=FIELDS,
            key=("report", "code"),
            existing=_existing,
            check=_check,
            apply=_apply,
            help="El informe tiene que estar registrado antes, en Auditorías.",
        )
    )


def _existing(access: Access) -> Iterator[Mapping[str, Any]]:
    found = Finding.objects.filter(audit__service__in=where(access, ASSESS))
    for row in found.select_related("audit", "responsible"):
        yield {
            "report": row.audit.report_number,
            "code": row.code,
            "text": row.text,
            "seriousness": row.seriousness,
            "answer_due_on": row.answer_due_on,
            "responsible": row.responsible.key,
        }


def _check(rows: Rows) -> Iterator[Problem]:
    reports = dict(Audit.objects.values_list("report_number", "report_date"))
    bodies = {row.key: row for row in Organisation.objects.select_related("successor")}
    day = today()
    for number, row in enumerate(rows):
        report = row.get("report")
        if report not in reports:
            yield Problem(
                number, "report", f"No hay un informe «{report}»: regístrelo antes.", code="report"
            )
        due, dated = row.get("answer_due_on"), reports.get(report or "")
        if due and dated and due < dated:
            sentence = f"El plazo es anterior al informe ({dated:%d-%m-%Y})."
            yield Problem(number, "answer_due_on", sentence, code="due")
        key = row.get("responsible")
        body = bodies.get(key or "")
        if body is None:
            yield Problem(
                number, "responsible", f"No hay una organización «{key}».", code="responsible"
            )
        elif not body.holds_on(day):
            heir = f"; la sucede {body.successor.key}" if body.successor else ""
            sentence = f"{body} no existe hoy{heir}."
            yield Problem(number, "responsible", sentence, code="responsible")


def _apply(difference: Difference, by: Access) -> None:
    if difference.changed:
        raise NotAllowed("Lo que observó una auditoría no se cambia: quite esas filas.")
    services = where(by, ASSESS)
    bodies = {row.key: row for row in Organisation.objects.select_related("successor")}
    audits: dict[str, Audit] = {}
    for values in difference.new_rows():
        row = dict(zip(difference.names, values, strict=True))
        number = row.pop("report")
        if number not in audits:
            found = Audit.objects.filter(service__in=services, report_number=number).first()
            if found is None:
                raise NotAllowed("Ese informe es de otro servicio.")
            audits[number] = locked_audit(found)
        found_row = Found(**{**row, "responsible": bodies[row["responsible"]]})
        enter_finding(audits[number], found_row, today())
