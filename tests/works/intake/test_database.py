"""What the database itself refuses of portfolios of others, whoever writes in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from minga.works.intake.models import ForeignProject, IntakeFile, IntakeRow, SheetReading
from tests.conftest import Cast
from tests.core.guards import barred, guards
from tests.workplan.by_hand import delete, insert, update
from tests.works.factories import programmer
from tests.works.intake.factories import DAY, applied, row, sent, sheet

Made = dict[str, Any]


@pytest.fixture
def made(cast: Cast) -> Made:
    """A file of three rows that was applied: one kept, one of them refused; and its reading."""
    paula = programmer(cast.serviu)
    file = sent(cast.serviu, paula, sheet(row(bip="x"), row(code="", bip="y")), digit="0")
    applied(file, paula)
    return {
        "file": IntakeFile.objects.get(pk=file.pk),
        "kept": ForeignProject.objects.get(),
        "loaded": IntakeRow.objects.get(outcome="warned"),
        "refused": IntakeRow.objects.get(outcome="refused"),
        "reading": SheetReading.objects.get(),
    }


EMPTY = {"months": "{}", "years": "{}"}
BREAKS: dict[str, Callable[[Made], object]] = {
    "intakefile_applied_has_date": lambda m: update(m["file"], applied_on=None),
    "sheetreading_once_per_header": lambda m: insert(m["reading"], columns="[]", options="{}"),
    "intake_foreignproject_stays_delete": lambda m: delete(m["kept"]),
    "intake_foreignproject_keeps_its_code_update": lambda m: update(m["kept"], code="Z"),
    "foreignproject_once_per_code": lambda m: insert(m["kept"], **EMPTY, content="{}"),
    "foreignproject_has_a_code": lambda m: insert(m["kept"], **EMPTY, content="{}", code=""),
    "foreignproject_origin_has_project": lambda m: update(m["kept"], is_origin=True),
    "intake_intakerow_no_update": lambda m: update(m["loaded"], number=9),
    "intake_intakerow_no_delete": lambda m: delete(m["loaded"]),
    "intakerow_once_per_number": lambda m: insert(m["refused"], **EMPTY, notes="[]"),
    "intakerow_refused_or_kept": lambda m: insert(
        m["refused"], **EMPTY, notes="[]", number=9, outcome="loaded"
    ),
}


def test_every_guard_is_broken_here() -> None:
    assert set(BREAKS) == set(guards("intake"))


@pytest.mark.parametrize("guard", sorted(BREAKS))
def test_the_database_refuses(made: Made, guard: str) -> None:
    with barred("intake", guard):
        BREAKS[guard](made)


def test_a_file_is_discarded_without_a_date(made: Made) -> None:
    with barred("intake", "intakefile_applied_has_date"):
        update(made["file"], status="discarded", applied_on=DAY + timedelta(days=1))
