"""Findings from a workbook: each row that can't be taken is told with its reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.commitments.errors import RowNotTaken
from minga.commitments.models import Audit, Finding
from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.people.actions import close_organisation
from minga.people.models import Organisation
from minga.people.roles import Role
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, Somebody
from tests.core.imports import making
from tests.snapshot import written_once

HEADINGS = (
    "Número del informe", "Numeral", "Observación", "Gravedad", "Plazo de respuesta",
    "Clave del responsable",
)  # fmt: skip


def row(report: str = "391/2007", code: str = "II.1", **more: Any) -> tuple[Any, ...]:
    given = {
        "text": "Visitas no realizadas",
        "seriousness": "compleja",
        "due": date(2007, 12, 14),
        "responsible": "",
    } | more
    return (report, code, *given.values())


def sent(by: Somebody, *rows: tuple[Any, ...]) -> Import:
    spec = spec_of("findings")
    return making.imported(making.xlsx(rows, HEADINGS), by.access, "hallazgos.xlsx", spec=spec)


def told(found: Import) -> dict[str, str]:
    """By cell."""
    return dict(making.problems(found))


@written_once
def control(cast: Cast) -> Somebody:
    return factories.controller(cast)


@written_once
def report(cast: Cast, control: Somebody) -> Audit:
    return factories.audit(cast, control, report_number="391/2007")


def _ended(cast: Cast, key: str, heir: Organisation | None = None) -> Organisation:
    body = factories.body(cast, key)
    close_organisation(
        body, last_day=TODAY - timedelta(days=3), reason="Ley", successor=heir, by=SCRIBE
    )
    return body


def test_what_can_be_taken_is_taken_and_the_same_file_changes_nothing(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    rows = [row(responsible=cast.unit.key), row(code="II.2", responsible=cast.unit.key)]
    first = sent(control, *rows)
    actions.apply_import(first, seen=first.seen, by=control.access)

    assert list(report.findings.order_by("code").values_list("code", flat=True)) == ["II.1", "II.2"]
    again = sent(control, *rows)
    assert (again.new, again.changed, again.same, told(again)) == (0, 0, 2, {})


def test_each_row_says_why_it_is_not_taken_and_none_is(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    heir = factories.body(cast, "agencia-nueva")
    _ended(cast, "corporacion", heir)
    _ended(cast, "instituto")
    factories.body(cast, "futura", valid_from=TODAY + timedelta(days=9))
    good = {"responsible": cast.unit.key}
    found = sent(
        control,
        row(**good),
        row("999/2007", **good),
        row(code="II.3", **good | {"due": date(2007, 9, 2)}),
        row(code="II.4", responsible="nadie"),
        row(code="II.5", responsible="corporacion"),
        row(code="II.6", responsible="instituto"),
        row(code="II.7", responsible="futura"),
    )

    said = told(found)
    assert len(said) == 6
    assert "No hay un informe «999/2007» en su servicio" in said["A3"]
    assert "anterior al informe (03-09-2007)" in said["E4"]
    assert "«nadie»" in said["F5"]
    assert "dejó de existir el 27-11-2007. La sucede Agencia nueva" in said["F6"]
    assert "Nadie la sucede" in said["F7"]
    assert "existe desde el 09-12-2007" in said["F8"]
    assert "Escriba «agencia-nueva»." in str(making.preview(found))
    assert found.status != "applied"
    assert not Finding.objects.exists()


def test_what_was_found_is_not_changed_by_a_file_and_each_cell_says_so(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    factories.finding(cast, control, report, code="II.1")
    found = sent(
        control, row(responsible=cast.unit.key, text="Otra cosa", seriousness="altamente compleja")
    )

    said = told(found)
    assert set(said) == {"C2", "D2"}
    assert "Ya está registrado con «compleja»" in said["D2"]
    assert Finding.objects.get().text == "Visitas no realizadas"


def test_one_that_is_there_stays_though_its_responsible_ended(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    body = factories.body(cast, "corporacion")
    factories.finding(cast, control, report, code="II.1", responsible=body)
    close_organisation(body, last_day=TODAY - timedelta(days=3), reason="Ley", by=SCRIBE)

    again = sent(control, row(responsible="corporacion"))

    assert (told(again), again.same) == ({}, 1)


def test_a_report_of_another_service_is_not_there(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    stranger = factories.member(cast.other, Role.INTERNAL_CONTROL, ("Rita", "Mora"))
    found = sent(stranger, row(responsible=cast.unit.key))
    assert "No hay un informe «391/2007» en su servicio" in told(found)["A2"]


def test_a_number_that_two_bodies_gave_is_not_guessed(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    factories.audit(cast, control, report_number="391/2007", kind="internal")
    found = sent(control, row(responsible=cast.unit.key))
    assert "Hay varios informes «391/2007»" in told(found)["A2"]


def test_what_changed_since_the_preview_is_refused_with_its_row(
    cast: Cast, control: Somebody, report: Audit
) -> None:
    body = factories.body(cast, "corporacion")
    found = sent(
        control, row(responsible=cast.unit.key), row(code="II.2", responsible="corporacion")
    )
    close_organisation(body, last_day=TODAY - timedelta(days=1), reason="Ley", by=SCRIBE)

    with pytest.raises(RowNotTaken, match=r"numeral II\.2: Corporacion dejó de existir"):
        actions.apply_import(found, seen=found.seen, by=control.access)

    assert not Finding.objects.exists()
