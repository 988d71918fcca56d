"""The findings of a report, from a workbook: all or nothing. What was found never changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from minga.commitments.actions.audits import Found, enter_finding, locked_audit
from minga.commitments.errors import NotYetThere, ResponsibleEnded, RowNotTaken
from minga.commitments.heirs import closed_on, holder_of
from minga.commitments.models import Audit, Finding, Seriousness
from minga.commitments.permissions import ASSESS
from minga.commitments.scope import where
from minga.core.access import Access
from minga.core.clock import today
from minga.core.errors import DomainError, NotAllowed
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
            check_for=_check,
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


def _reports(services: Iterable[int]) -> dict[str, list[Audit]]:
    """By number: whoever controls a service may have several of one number, of different bodies."""
    found: dict[str, list[Audit]] = {}
    for audit in Audit.objects.filter(service__in=services).for_page().order_by("pk"):
        found.setdefault(audit.report_number, []).append(audit)
    return found


def _check(rows: Rows, access: Access) -> Iterator[Problem]:
    """Each row that can't be taken, with its reason: what `_apply` would refuse is told before."""
    services, day = where(access, ASSESS), today()
    reports, closed = _reports(services), closed_on(day)
    bodies = {row.key: row for row in Organisation.objects.all()}
    known = {(row["report"], row["code"]): row for row in _existing(access)}
    for number, row in enumerate(rows):
        yield from _of_report(number, row, reports)
        there = known.get((row.get("report"), row.get("code")))
        if there is not None:
            yield from _of_known(number, row, there)
        else:
            yield from _of_body(number, row, bodies, closed, day)


def _of_report(
    number: int, row: Mapping[str, Any], reports: Mapping[str, list[Audit]]
) -> Iterator[Problem]:
    if row.get("report") is None:
        return
    found = reports.get(row["report"], [])
    if not found:
        sentence = f"No hay un informe «{row['report']}» en su servicio: regístrelo antes."
        yield Problem(number, "report", sentence, code="report")
    elif len(found) > 1:
        told = " y ".join(f"{a.get_kind_display()} ({a.report_date:%d-%m-%Y})" for a in found)
        sentence = (
            f"Hay varios informes «{row['report']}»: {told}. Agréguelo en la página del suyo."
        )
        yield Problem(number, "report", sentence, code="reports")
    elif (due := row.get("answer_due_on")) and due < found[0].report_date:
        sentence = f"El plazo es anterior al informe ({found[0].report_date:%d-%m-%Y})."
        yield Problem(number, "answer_due_on", sentence, code="due")


def _of_body(
    number: int,
    row: Mapping[str, Any],
    bodies: Mapping[str, Organisation],
    closed: dict[int, Organisation],
    day: date,
) -> Iterator[Problem]:
    """The same sentences as the form's, and whom it passed to as what to write instead."""
    key = row.get("responsible")
    if key is None:
        return
    body = bodies.get(key)
    if body is None:
        sentence = f"No hay una organización con la clave «{key}»."
        yield Problem(number, "responsible", sentence, code="responsible")
    elif body.valid_from > day:
        yield Problem(number, "responsible", str(NotYetThere(body)), code="responsible")
    elif not body.holds_on(day):
        heir = holder_of(body, day, closed)
        sentence = str(ResponsibleEnded(body, heir))
        proposal = f"Escriba «{heir.key}»." if heir else ""
        yield Problem(number, "responsible", sentence, code="responsible", proposal=proposal)


def _of_known(number: int, row: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Problem]:
    """One that is there already says the same, or is refused in each cell that differs."""
    for field in FIELDS:
        if row.get(field.name) not in (None, known[field.name]):
            told = field.kind.show(known[field.name])
            sentence = (
                f"Ya está registrado con «{told}», y lo que observó una auditoría no se cambia."
            )
            yield Problem(
                number,
                field.name,
                sentence,
                code="changed",
                proposal="Quite la fila, o déjela igual.",
            )


def _apply(difference: Difference, by: Access) -> None:
    """What changed since the preview is refused with its row, and nothing is written."""
    if difference.changed:
        raise NotAllowed("Lo que observó una auditoría no se cambia: quite esas filas.")
    reports = _reports(where(by, ASSESS))
    bodies = {row.key: row for row in Organisation.objects.select_related("successor")}
    audits: dict[str, Audit] = {}
    for values in difference.new_rows():
        row = dict(zip(difference.names, values, strict=True))
        number = row.pop("report")
        try:
            if number not in audits:
                audits[number] = _locked(reports.get(number, []))
            found = Found(**{**row, "responsible": bodies[row["responsible"]]})
            enter_finding(audits[number], found, today())
        except DomainError as error:
            raise RowNotTaken(number, row["code"], str(error)) from error


def _locked(found: list[Audit]) -> Audit:
    if len(found) != 1:
        raise NotAllowed("ese informe no está, o hay más de uno, en su servicio.")
    return locked_audit(found[0])
