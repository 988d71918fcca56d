"""The written forms of the plan of 2007 in the demonstration."""

from pathlib import Path

import pytest

from tests.demo.test_story import ask

pytestmark = pytest.mark.slow

ROWS = (
    "FROM reporting_reportrow r JOIN reporting_planreportversion v ON v.id = r.version_id "
    "JOIN reporting_planreport p ON p.id = v.report_id WHERE v.status = 'in_force'"
)


def test_its_forms_leave_the_16_commitments_of_the_document(demo_data: Path) -> None:
    assert ask(demo_data, f"SELECT count(*) {ROWS} AND r.commitment <> ''") == [16]
    kinds = f"SELECT DISTINCT p.kind {ROWS} ORDER BY p.kind"
    assert ask(demo_data, kinds) == ["analysis", "diffusion", "partial", "systems"]


def test_the_final_evaluation_is_a_draft_with_the_paragraphs_of_the_partial_one(
    demo_data: Path,
) -> None:
    draft = "WHERE p.kind = 'final' AND v.status = 'draft'"
    final = ROWS.replace("WHERE v.status = 'in_force'", draft)
    keys = [
        f"SELECT r.key {rows} ORDER BY r.key" for rows in (final, f"{ROWS} AND p.kind='partial'")
    ]

    assert ask(demo_data, keys[0]) == ask(demo_data, keys[1]) != []
