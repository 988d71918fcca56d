"""What the tables refuse, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from minga.core.imports import actions
from minga.core.imports.models import ColumnChoice, Import, Justification
from tests.conftest import Somebody
from tests.core.imports.making import imported, xlsx

ROWS = (("P-001", "Uno", 600_000_000, 3),)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"status": "applied"}, "import_applied_iff_has_date"),
        ({"applied_on": "2007-11-30"}, "import_applied_iff_has_date"),
        ({"errors": 1}, "import_ready_has_no_errors"),
        (
            {"status": "applied", "applied_on": "2007-11-30", "unjustified": 1},
            "import_applied_is_justified",
        ),
        ({"file_size": 0}, "import_file_is_not_empty"),
    ],
)
def test_an_import_cannot_be_what_it_is_not(
    ana: Somebody, changes: dict[str, Any], constraint: str
):
    upload = imported(xlsx(ROWS), ana.access)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Import.objects.filter(pk=upload.pk).update(**changes)


def test_a_heading_is_chosen_once_for_each_institution(db: None):
    choice = {"kind": "lots", "institution_id": 1, "heading": "monto", "actor": "A"}
    ColumnChoice.objects.create(**choice)

    with pytest.raises(IntegrityError), transaction.atomic():
        ColumnChoice.objects.create(**choice, name="amount")
    ColumnChoice.objects.create(**choice, nth=1)


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [("text", "''", "says_something"), ("digests", "'[]'", "is_of_something")],
)
def test_a_justification_says_something_of_something(
    ana: Somebody, column: str, value: str, constraint: str
):
    upload = imported(xlsx(ROWS), ana.access)
    given = actions.justify(upload, code="dear", text="Así es.", by=ana.access)
    row = {"text": "'x'", "digests": "'[\"a\"]'", column: value}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _insert_like(given, row)


def _insert_like(given: Justification, row: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO imports_justification "
            "(event_id, of_id, code, text, digests, actor, given_on) "
            f"VALUES ({given.event_id}, {given.of_id}, 'x', {row['text']}, {row['digests']}, 'A',"
            " '2007-11-30')"
        )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE imports_justification SET text = 'x'", "DELETE FROM imports_justification"],
)
def test_a_justification_is_never_changed(ana: Somebody, statement: str):
    actions.justify(imported(xlsx(ROWS), ana.access), code="dear", text="Así.", by=ana.access)

    with (
        pytest.raises(IntegrityError, match="no se modifican"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
