"""Agreements as the tests need them, made by the same actions as anybody's."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from minga.core.indicators import registry
from minga.core.indicators.registry import Indicator
from minga.core.months import Month
from minga.people.models import Organisation
from minga.workplan.agreements import actions
from minga.workplan.agreements.actions import GoalValues, Paper
from minga.workplan.agreements.models import (
    Agreement,
    AgreementVersion,
    Goal,
    GoalLine,
    Measurement,
)
from tests.conftest import TODAY, Cast, Somebody, pdf

WRITTEN, SENT, APPROVED = date(2007, 3, 1), date(2007, 3, 26), date(2007, 3, 30)
OCTOBER, NOVEMBER = Month(2007, 10), Month(2007, 11)
FAKE = "pagos-por-el-sistema"
_numbers = count(1)


def values(cast: Cast, **more: Any) -> GoalValues:
    """Seventy percent, by documents, of the own service in December."""
    given: dict[str, Any] = {
        "statement": "Pagar por el sistema",
        "numerator_words": "pagos por el sistema",
        "denominator_words": "todos los pagos",
        "target": Decimal(70),
        "weight": 100,
        "due": Month(2007, 12),
        "responsible": cast.serviu,
        "verification": "planilla",
    }
    return GoalValues(**given | more)


def created(
    cast: Cast, *, year: int = 2007, kind: str = "collective", of: Organisation | None = None
) -> AgreementVersion:
    """Ana's empty draft."""
    on = date(year, 3, 1)
    agreement = actions.create_agreement(
        of or cast.serviu, year=year, kind=kind, by=cast.ana.on(on), on=on
    )
    return agreement.versions.get()


def draft(cast: Cast, *goals: dict[str, Any], year: int = 2007) -> AgreementVersion:
    """Of one goal of 100 points unless said otherwise."""
    version, on = created(cast, year=year), date(year, 3, 1)
    for goal in goals or ({},):
        given = values(cast, **{"due": Month(year, 12)} | goal)
        actions.add_goal(version, given, by=cast.ana.on(on), on=on)
    return AgreementVersion.objects.select_related("agreement").get(pk=version.pk)


def sent(cast: Cast, *goals: dict[str, Any], year: int = 2007) -> AgreementVersion:
    version, on = draft(cast, *goals, year=year), date(year, 3, 26)
    return actions.submit_version(version, by=cast.ana.on(on), on=on)


def approved(cast: Cast, *goals: dict[str, Any], year: int = 2007) -> Agreement:
    """Prepared by Ana, approved by Diana on 30 March."""
    version, on = sent(cast, *goals, year=year), date(year, 3, 30)
    actions.approve_version(version, by=cast.diana.on(on), on=on)
    return Agreement.objects.for_page().get(pk=version.agreement_id)


def goals(agreement: Agreement) -> list[Goal]:
    found = Goal.objects.for_page().filter(version__agreement=agreement, version__status="in_force")
    return list(found)


def line(agreement: Agreement, position: int = 0) -> GoalLine:
    return goals(agreement)[position].line


def paper(numerator: int = 30, denominator: int = 42, **more: Any) -> Paper:
    number = next(_numbers)
    given: dict[str, Any] = {
        "file": pdf(f"planilla-{number}.pdf", pdf().read() + str(number).encode()),
        "title": f"Planilla {number}",
        "dated_on": date(2007, 11, 5),
    }
    return Paper(numerator, denominator, **given | more)


def informed(
    at: GoalLine,
    by: Somebody,
    numerator: int = 30,
    denominator: int = 42,
    *,
    month: Month = OCTOBER,
    on: date = TODAY,
) -> Measurement:
    """A figure by a document, that waits."""
    said = paper(numerator, denominator, dated_on=on)
    return actions.measure_by_evidence(at, said, month=month, by=by.on(on), on=on)


def verified(
    at: GoalLine, cast: Cast, numerator: int = 30, denominator: int = 42, **more: Any
) -> Measurement:
    """By Ana, verified by Bruno."""
    made = informed(at, cast.ana, numerator, denominator, **more)
    on = more.get("on", TODAY)
    return actions.verify_measurement(made, by=cast.bruno.on(on), on=on)


def corrected(
    earlier: Measurement, by: Somebody, numerator: int, denominator: int = 42
) -> Measurement:
    return actions.correct_by_evidence(
        earlier, paper(numerator, denominator), reason="Faltaba un pago.", by=by.access, on=TODAY
    )


class Register:
    """An indicator that an area of the tests registers; forgotten when the test ends."""

    def __init__(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(registry, "_registered", dict(registry._registered))

    def __call__(self, rows: Any, key: str = FAKE, **more: Any) -> Indicator:
        given: dict[str, Any] = {
            "label": "Pagos por el sistema",
            "definition": "Parte de los pagos.",
            "formula": "Pagos por el sistema ÷ pagos.",
            "source": "Pruebas",
        }
        made = Indicator(key=key, rows=rows, **given | more)
        registry.register(made)
        return made
