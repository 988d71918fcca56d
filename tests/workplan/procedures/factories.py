"""Procedures as the tests need them, made by the same actions as anybody's."""

from datetime import date
from typing import Any

from minga.commitments import actions as commitments
from minga.workplan.procedures import actions
from minga.workplan.procedures.models import (
    NonConformity,
    Procedure,
    ProcedureUse,
    ProcedureVersion,
)
from minga.workplan.procedures.parts import ACTIVITIES, OUTPUTS, REQUIREMENTS
from tests.commitments.factories import evidence
from tests.conftest import TODAY, Cast

WRITTEN, SENT, APPROVED = date(2007, 3, 1), date(2007, 3, 5), date(2007, 3, 12)
AGAIN = date(2007, 6, 15)
TEXTS = {
    "purpose": "Ordenar la inversión.",
    "scope": "Desde la pauta hasta el envío.",
    "references": "Ley de presupuestos",
    "change": "",
    "distribution": "Programación, su carpeta.",
    "retention_years": 5,
}
STEPS = ("Pedir la pauta", "Reunir los proyectos", "Priorizar", "Enviar el plan")


def activity(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "what": "Priorizar",
        "responsible": cast.unit,
        "responsible_words": "",
        "takes": "cartera",
        "gives": "lista priorizada",
        "working_days": 5,
        "term_words": "",
        "record": "acta",
    } | more


def requirement(**more: Any) -> dict[str, Any]:
    given = {"requirement": "Llega a tiempo", "checked_by": "fecha del oficio", "target": "31-01"}
    return given | more


def named(cast: Cast, **more: Any) -> actions.Named:
    given = {
        "code": "P-01",
        "title": "Planes de inversión",
        "process": "Planificación",
        "owner": cast.unit,
    }
    return actions.Named(**(given | more))  # type: ignore[arg-type]


def empty(cast: Cast, **more: Any) -> ProcedureVersion:
    """Ana's, of SERVIU, owned by the unit that Emilio heads."""
    made = actions.create_procedure(
        cast.serviu, named(cast, **more), by=cast.ana.on(WRITTEN), on=WRITTEN
    )
    return read(made.versions.get())


def draft(cast: Cast, steps: tuple[str, ...] = STEPS, **more: Any) -> ProcedureVersion:
    version = empty(cast, **more)
    by = cast.ana.on(WRITTEN)
    version = actions.change_text(version, TEXTS, revision=0, by=by, on=WRITTEN)
    for what in steps:
        actions.add_part(version, ACTIVITIES, activity(cast, what=what), by=by, on=WRITTEN)
    output = actions.add_part(
        version, OUTPUTS, {"name": "Plan", "receiver": "SEREMI"}, by=by, on=WRITTEN
    )
    for text in ("Llega a tiempo", "Está completo"):
        actions.add_part(
            version,
            REQUIREMENTS,
            requirement(requirement=text),
            output=output,
            by=by,
            on=WRITTEN,
        )
    return read(version)


def sent(cast: Cast, version: ProcedureVersion, on: date = SENT) -> ProcedureVersion:
    actions.submit_version(version, by=cast.ana.on(on), on=on)
    return read(version)


def reviewed(cast: Cast, version: ProcedureVersion, on: date = SENT) -> ProcedureVersion:
    actions.pass_version(sent(cast, version, on), by=cast.emilio.on(on), on=on)
    return read(version)


def signed(cast: Cast, version: ProcedureVersion, on: date = APPROVED) -> ProcedureVersion:
    """Reviewed by the head of the unit and approved by Diana."""
    reviewed(cast, version, on)
    actions.pass_version(read(version), by=cast.diana.on(on), on=on)
    return read(version)


def approved(cast: Cast, steps: tuple[str, ...] = STEPS, **more: Any) -> Procedure:
    return signed(cast, draft(cast, steps, **more)).procedure


def reopened(cast: Cast, procedure: Procedure, on: date = AGAIN) -> ProcedureVersion:
    """Ana's second version, with an activity more after the second one and one less at the end."""
    by = cast.ana.on(on)
    version = actions.start_draft(procedure, by=by, on=on)
    texts = TEXTS | {"change": "Se ajusta a la ley aprobada."}
    version = actions.change_text(version, texts, revision=0, by=by, on=on)
    added = actions.add_part(
        version, ACTIVITIES, activity(cast, what="Ajustar a la ley"), by=by, on=on
    )
    for _ in range(2):
        actions.move_part(added, up=True, by=by, on=on)
    last = version.activities.order_by("number").last()
    actions.remove_part(last, by=by, on=on)
    return read(version)


def changed(cast: Cast, procedure: Procedure, on: date = AGAIN) -> ProcedureVersion:
    """The second version, in force."""
    return signed(cast, reopened(cast, procedure, on), on)


def used(cast: Cast, procedure: Procedure, on: date = date(2007, 5, 2)) -> ProcedureUse:
    return actions.start_use(procedure, label="Presupuesto 2008", by=cast.ana.on(on), on=on)


def done(cast: Cast, use: ProcedureUse, number: int, on: date = TODAY) -> None:
    one = use.version.activities.get(number=number)
    actions.mark_done(use, one, actions.Done(on), by=cast.ana.on(on), on=on)


def review(version: ProcedureVersion, **more: Any) -> actions.Reviewed:
    measured = {
        one.pk: actions.Measured(True, "100 %")
        for output in version.outputs.all()
        for one in output.requirements.all()
    }
    given = {
        "held_on": TODAY,
        "participants": "Control y Programación",
        "result": "stays",
        "remarks": "Todo en orden.",
        "measured": measured,
    }
    return actions.Reviewed(**(given | more))  # type: ignore[arg-type]


def ruling(procedure: Procedure) -> ProcedureVersion:
    return ProcedureVersion.objects.select_related("procedure").get(
        procedure=procedure, status="in_force"
    )


def read(version: ProcedureVersion) -> ProcedureVersion:
    return ProcedureVersion.objects.select_related("procedure__service", "procedure__owner").get(
        pk=version.pk
    )


def found(version: ProcedureVersion, **more: Any) -> actions.Found:
    given = {
        "version": version,
        "found_on": TODAY,
        "description": "Faltó el acta",
        "severity": "minor",
        "source": "user",
    }
    return actions.Found(**(given | more))  # type: ignore[arg-type]


def fault(cast: Cast, procedure: Procedure, **more: Any) -> NonConformity:
    return actions.report_fault(
        procedure, found(ruling(procedure), **more), by=cast.ana.access, on=TODAY
    )


def correction(cast: Cast, **more: Any) -> actions.Correction:
    given = {"what": "Dejar acta siempre", "responsible": cast.unit, "due_on": date(2007, 12, 20)}
    return actions.Correction(**(given | more))  # type: ignore[arg-type]


def acting(cast: Cast, procedure: Procedure) -> NonConformity:
    """Analysed, with one correction agreed."""
    made = fault(cast, procedure)
    by = cast.ana.access
    actions.analyse_cause(made, cause="Nadie lo tenía a cargo", by=by, on=TODAY)
    actions.agree_correction(made, correction(cast), by=by, on=TODAY)
    return again(made)


def corrected(cast: Cast, procedure: Procedure) -> NonConformity:
    """The correction reported by Bruno and verified by Emilio."""
    made = acting(cast, procedure)
    promise = made.corrections.get().commitment
    commitments.report_fulfilment(
        promise, remarks="Hecho.", file=evidence(), by=cast.bruno.access, on=TODAY
    )
    commitments.verify_fulfilment(promise, by=cast.emilio.access, on=TODAY)
    return again(made)


def again(made: NonConformity) -> NonConformity:
    return NonConformity.objects.for_page().get(pk=made.pk)
