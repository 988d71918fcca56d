"""A model text with the data of a case: nothing typed is run, nothing missing is passed over."""

import pytest

from minga.acts.wording.blocks import Table, blocks
from minga.acts.wording.filling import FieldsEmpty, TextNotInForce, WrongCase, fill
from minga.workplan.models import WorkPlan
from tests.acts.wording.factories import LETTER, approved, of_the_plan, written
from tests.conftest import TODAY, Cast
from tests.workplan.factories import approved as approved_plan


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return approved_plan(cast, ((60, 40),))


def test_fields_and_tables_of_the_case_are_put_in_their_place(cast: Cast, plan: WorkPlan) -> None:
    filled = fill(of_the_plan(cast), plan, on=TODAY, by=cast.ana.access)

    assert filled.subject == "Aprueba el programa de trabajo 2007 de SERVIU Región de Tarapacá"
    assert filled.parts["considerando"] == "1.- Que el programa tiene 2 actividades."
    table = next(block for block in blocks(filled.parts["resuelvo"]) if isinstance(block, Table))
    assert table.columns[-2:] == ("Ponderación (%)", "Término")
    assert [row[3] for row in table.rows] == ["60", "40"]


def test_what_the_caller_knows_fills_too_and_a_long_date_is_spanish(cast: Cast) -> None:
    said = LETTER | {"body": "{{ FECHA }}: {{destinatario}} y {{ firmante }}"}

    filled = fill(
        approved(cast, said), None, on=TODAY, by=cast.ana.access,
        extra={"destinatario": "la alcaldesa", "firmante": "D. Pérez"},
    )  # fmt: skip

    assert filled.parts["body"] == "30 de noviembre de 2007: la alcaldesa y D. Pérez"


def test_a_field_without_its_value_is_refused_by_its_name(cast: Cast) -> None:
    with pytest.raises(FieldsEmpty, match="«destinatario»"):
        fill(approved(cast), None, on=TODAY, by=cast.ana.access)


def test_a_table_without_rows_is_refused_by_its_name(cast: Cast) -> None:
    from tests.workplan.factories import draft  # noqa: PLC0415

    empty = draft(cast, ((),)).plan
    with pytest.raises(FieldsEmpty, match="«actividades»"):
        fill(of_the_plan(cast), empty, on=TODAY, by=cast.ana.access)


def test_a_value_is_never_read_as_a_field_a_tag_or_a_table(cast: Cast) -> None:
    said = LETTER | {"body": "{{ destinatario }}\n\n{% load x %} {# no #} <script>"}
    hostile = "| {{ servicio }} | [[ x ]]\n\n1.- {% now 'Y' %}"

    filled = fill(
        approved(cast, said), None, on=TODAY, by=cast.ana.access, extra={"destinatario": hostile}
    )

    body = filled.parts["body"]
    assert "{{ servicio }}" in body
    assert "{% now 'Y' %}" in body
    assert "{% load x %} {# no #} <script>" in body
    assert not any(isinstance(block, Table) for block in blocks(body))


def test_only_a_version_in_force_that_day_is_used(cast: Cast) -> None:
    with pytest.raises(TextNotInForce, match="no tiene una versión vigente"):
        fill(written(cast), None, on=TODAY, by=cast.ana.access)


def test_a_text_about_a_plan_needs_a_plan(cast: Cast, plan: WorkPlan) -> None:
    text = of_the_plan(cast)
    for case in (None, cast.serviu):
        with pytest.raises(WrongCase, match="es de programa de trabajo"):
            fill(text, case, on=TODAY, by=cast.ana.access)
