"""A state is barred without its documents, by their names, as the rules of the day say."""

from datetime import date

import pytest

from minga.documents.files import actions
from minga.documents.files.errors import Incomplete, MustApply
from minga.documents.files.models import Passage, Requirement
from minga.documents.files.standing import standing_of
from minga.workplan.actions import return_version, submit_version
from minga.workplan.models import WorkPlanVersion
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.documents.files.factories import (
    approve,
    asking,
    proposed,
    received,
    ruled,
)
from tests.workplan import factories

SENT = date(2007, 3, 26)


def send(cast: Cast, version: WorkPlanVersion, on: date = SENT) -> WorkPlanVersion:
    return submit_version(version, by=cast.ana.on(on), on=on)


def test_without_rules_nothing_is_barred(cast: Cast):
    version = send(cast, factories.draft(cast))

    assert version.status == "submitted"
    assert Passage.objects.get().required == 0


def test_a_missing_document_bars_the_state_by_its_name(cast: Cast):
    rule = ruled(cast, "Oficio de la municipalidad", party="la municipalidad")
    ruled(cast, "Acta de la unidad")
    ruled(cast, "Fotografías", compulsory=False)
    version = factories.draft(cast)
    received(version.plan, rule, by=cast.ana, on=SENT)

    with nothing_recorded(), pytest.raises(Incomplete) as refused:
        send(cast, version)

    assert str(refused.value) == (
        "Falta 1 documento para enviar a aprobación: «Acta de la unidad», de la unidad de "
        "gestión. Cárguelo en el expediente y siga desde ahí."
    )
    version.refresh_from_db()
    assert version.status == "draft"


def test_with_its_documents_it_passes_and_the_day_is_noted(cast: Cast):
    rules = [ruled(cast, "Acta"), ruled(cast, "Oficio")]
    version = factories.draft(cast)
    for rule in rules:
        received(version.plan, rule, by=cast.ana, on=SENT)

    send(cast, version)

    passage = Passage.objects.get()
    assert (passage.state, passage.on, passage.required) == ("aprobacion", SENT, 2)


def test_a_document_set_aside_bars_again(cast: Cast):
    rule = ruled(cast)
    version = factories.draft(cast)
    filing = received(version.plan, rule, by=cast.ana, on=SENT)
    actions.set_aside(filing, reason="Es del plan 2006.", by=cast.bruno.on(SENT), on=SENT)

    with pytest.raises(Incomplete):
        send(cast, version)


def test_what_does_not_apply_is_said_with_a_reason_where_the_rule_allows(cast: Cast):
    free, strict = ruled(cast, "Convenio", may_not_apply=True), ruled(cast, "Acta")
    version = factories.draft(cast)
    by = cast.ana.on(SENT)
    actions.waive(version.plan, line=free.line, reason="No hay convenio.", by=by, on=SENT)
    with nothing_recorded(), pytest.raises(MustApply):
        actions.waive(version.plan, line=strict.line, reason="No.", by=by, on=SENT)
    received(version.plan, strict, by=cast.ana, on=SENT)

    assert send(cast, version).status == "submitted"


def test_a_case_is_judged_by_the_rules_of_its_day(cast: Cast):
    """What is asked from July on is not missing in what was sent in March."""
    rule = ruled(cast, "Acta")
    version = factories.draft(cast)
    received(version.plan, rule, by=cast.ana, on=SENT)
    send(cast, version)
    ruled(cast, "Informe de género", on=date(2007, 6, 1), valid_from=date(2007, 7, 1))

    state = standing_of(version.plan, TODAY).state("aprobacion")

    assert [line.requirement.document for line in state.lines] == ["Acta"]
    assert state.missing == []
    # To be sent once more it would need the new one.
    assert [line.requirement.document for line in state.again] == ["Informe de género"]
    later = date(2007, 7, 10)
    return_version(version, remarks="Falta.", by=cast.diana.on(SENT), on=SENT)
    with pytest.raises(Incomplete, match="Informe de género"):
        send(cast, version, later)
    with pytest.raises(Incomplete):
        send(cast, factories.draft(cast, year=2008), later)


def test_a_rule_that_ended_asks_nothing(cast: Cast):
    rule = ruled(cast, "Acta")
    ending = asking("Acta", line=rule.line, ends=True)
    approve(
        cast,
        proposed(cast, ending, valid_from=date(2007, 3, 1), on=date(2007, 2, 20)),
        date(2007, 2, 20),
    )

    assert Requirement.objects.get().valid_until == date(2007, 3, 1)
    assert send(cast, factories.draft(cast)).status == "submitted"


def test_the_draft_says_beforehand_why_it_is_barred(cast: Cast):
    ruled(cast, "Acta de la unidad")
    version = factories.draft(cast)

    page = cast.ana.client().get(f"/programas/{version.plan.public_id}/borrador/")

    html = page.content.decode()
    assert "Falta <b>1 documento</b> para enviar a aprobación." in html
    assert f"/expedientes/programa/{version.plan.public_id}/" in html
    sent = cast.ana.client().post(f"/programas/{version.plan.public_id}/borrador/enviar/")
    assert sent.status_code == 422
    assert "«Acta de la unidad»" in sent.content.decode()
