"""What comes into a file: once, of its own case, replaced and never deleted."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.documents.files import actions, errors
from minga.documents.files.models import Filing, Misfiling
from minga.documents.files.standing import standing_of
from minga.documents.models import Document
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import refused, sql
from tests.documents.files.factories import pages, received, ruled
from tests.snapshot import written_once
from tests.workplan import factories


@written_once
def plan(cast: Cast) -> WorkPlan:
    return factories.draft(cast).plan


def test_a_document_is_received_for_what_is_asked(cast: Cast, plan: WorkPlan):
    rule = ruled(cast)

    filing = received(plan, rule, by=cast.ana)

    state = standing_of(plan, TODAY).state("aprobacion")
    assert [line.filing for line in state.lines] == [filing]
    assert state.missing == []
    assert filing.document.dossier_id == plan.dossier_id
    assert filing.case_label == f"Programa de trabajo 2007 de {cast.serviu}"


def test_only_the_service_of_the_case_files(cast: Cast, plan: WorkPlan):
    for who in (cast.carla, cast.gaby, cast.aldo, cast.nora):
        with nothing_recorded(), pytest.raises(NotAllowed):
            received(plan, by=who)


def test_what_is_not_asked_is_refused(cast: Cast, plan: WorkPlan):
    with nothing_recorded(), pytest.raises(errors.NotAsked):
        actions.receive(
            plan,
            file=None,
            title="x",
            dated_on=TODAY,
            line="bcdfghjkmnpq",
            by=cast.ana.access,
        )


def test_a_document_of_tomorrow_is_refused(cast: Cast, plan: WorkPlan):
    with nothing_recorded(), pytest.raises(errors.DatedInFuture):
        actions.receive(plan, file=None, title="x", dated_on=date(2007, 12, 1), by=cast.ana.access)


def test_a_document_of_the_file_of_another_case_is_refused_by_its_name(cast: Cast, plan: WorkPlan):
    other, content = factories.draft(cast, year=2006).plan, pages()
    received(other, by=cast.ana, content=content)

    with nothing_recorded(), pytest.raises(errors.OfAnotherCase) as told:
        received(plan, by=cast.ana, content=content)

    assert "un documento del expediente de otro caso: «Programa de trabajo 2006" in str(told.value)
    assert Document.objects.count() == 1


def test_the_other_case_is_not_named_to_who_may_not_see_it(cast: Cast, plan: WorkPlan):
    theirs = factories.draft(
        cast, service=cast.other, preparer=cast.carla, responsible=cast.other
    ).plan
    content = pages()
    received(theirs, by=cast.carla, content=content)

    with pytest.raises(errors.OfAnotherCase) as told:
        received(plan, by=cast.ana, content=content)

    assert "Otro SERVIU" not in str(told.value)
    assert "un documento del expediente de otro caso." in str(told.value)


def test_the_same_document_of_two_cases_needs_a_reason(cast: Cast, plan: WorkPlan):
    other, content = factories.draft(cast, year=2006).plan, pages()
    received(other, by=cast.ana, content=content)

    filing = received(
        plan, by=cast.ana, content=content, justification="El convenio rige los dos años."
    )

    assert filing.document.file == Filing.objects.exclude(pk=filing.pk).get().document.file


def test_once_set_aside_it_may_go_to_its_own_case(cast: Cast, plan: WorkPlan):
    other, content = factories.draft(cast, year=2006).plan, pages()
    wrong = received(other, by=cast.ana, content=content)
    actions.set_aside(wrong, reason="Es de 2007.", by=cast.bruno.access)

    assert received(plan, by=cast.ana, content=content)


def test_the_same_file_twice_in_a_case_is_refused(cast: Cast, plan: WorkPlan):
    content = pages()
    received(plan, by=cast.ana, content=content, title="Acta")

    with nothing_recorded(), pytest.raises(errors.SameTwice, match="como «Acta»"):
        received(plan, by=cast.ana, content=content)


def test_who_comes_second_is_told_who_was_first(cast: Cast, plan: WorkPlan):
    rule = ruled(cast)
    received(plan, rule, by=cast.bruno)

    with nothing_recorded(), pytest.raises(errors.AlreadyReceived, match=r"B\. Díaz"):
        received(plan, rule, by=cast.ana)


def test_a_corrected_one_takes_its_place_and_the_other_stays(cast: Cast, plan: WorkPlan):
    rule = ruled(cast)
    first = received(plan, rule, by=cast.ana)

    second = received(plan, rule, by=cast.bruno, replaces=first)

    standing = standing_of(plan, TODAY)
    assert standing.counted == [second]
    assert standing.past == [first]
    with nothing_recorded(), pytest.raises(errors.NoLongerThere):
        received(plan, by=cast.ana, replaces=first)


def test_another_person_sets_aside_what_is_of_another_case(cast: Cast, plan: WorkPlan):
    filing = received(plan, ruled(cast), by=cast.ana)
    with nothing_recorded(), pytest.raises(errors.OwnDocument):
        actions.set_aside(filing, reason="No es de aquí.", by=cast.ana.access)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.set_aside(filing, reason=" ", by=cast.bruno.access)

    actions.set_aside(filing, reason="Es del programa 2006.", by=cast.bruno.access)

    standing = standing_of(plan, TODAY)
    assert standing.past == [filing]
    assert len(standing.state("aprobacion").missing) == 1
    with nothing_recorded(), pytest.raises(errors.NoLongerThere):
        actions.set_aside(filing, reason="Otra vez.", by=cast.emilio.access)


def _slip(case: WorkPlan, filing: Filing, line: str, document: int) -> None:
    """As what two people write at once, past the actions."""
    sql(
        "INSERT INTO files_filing (event_id, case_model, case_id, case_public_id, case_label, "
        'public_id, line, document_id, by_id, "on", justification) '
        "SELECT event_id, case_model, %s, case_public_id, case_label, 'otro', %s, %s, by_id, "
        "\"on\", '' FROM files_filing WHERE id = %s",
        case.pk,
        line,
        document,
        filing.pk,
    )


def test_the_database_has_the_last_word(cast: Cast, plan: WorkPlan):
    other, rule = factories.draft(cast, year=2006).plan, ruled(cast)
    filing, spare = received(plan, rule, by=cast.ana), received(plan, by=cast.ana)
    theirs = received(other, by=cast.ana)

    with refused("Otra persona cargó a la vez ese documento"):
        _slip(plan, filing, rule.line, spare.document_id)
    with refused("un documento del expediente de otro caso"):
        _slip(plan, filing, "", theirs.document_id)
    with refused("no se modifican"):
        sql("DELETE FROM files_filing WHERE id = %s", filing.pk)


def test_who_filed_does_not_set_aside_even_by_hand(cast: Cast, plan: WorkPlan):
    filing = received(plan, by=cast.ana)
    with refused("Quien cargó un documento no lo aparta"):
        sql(
            'INSERT INTO files_misfiling (event_id, filing_id, by_id, "on", reason) '
            "SELECT event_id, id, by_id, \"on\", 'x' FROM files_filing WHERE id = %s",
            filing.pk,
        )
    assert not Misfiling.objects.exists()
