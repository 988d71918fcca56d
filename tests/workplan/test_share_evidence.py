"""Evidence of a national activity serves other plans: the same document, verified again in each."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from minga.core.errors import NotAllowed
from minga.workplan import actions, errors
from minga.workplan.awaiting import evidence_for
from minga.workplan.models import Evidence, WorkPlan
from minga.workplan.tables import board_of
from tests.answers import status_of
from tests.conftest import TODAY, Cast
from tests.snapshot import written_once
from tests.workplan import factories
from tests.workplan.asserts import last_said, nothing_changed, refused
from tests.workplan.factories import National
from tests.workplan.pages import all_words, messages, text, to


@written_once
def national(cast: Cast) -> National:
    return factories.national(cast)


@written_once
def plan(cast: Cast) -> WorkPlan:
    return factories.approved(cast, ((60, 40),))


def share(cast: Cast, plan: WorkPlan, source: Evidence) -> Evidence:
    return actions.share_evidence(factories.line(plan), source, by=cast.ana.access)


def test_it_earns_the_weight_once_somebody_else_verifies_it_here(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    source = national.proved()

    evidence = share(cast, plan, source)

    says = "usó en 1.1 una evidencia de MINVU 2007"
    assert last_said() == ("workplan.evidence_shared", "A. Soto", says)
    assert (evidence.document, evidence.shares) == (source.document, source)
    assert board_of(plan, factories.in_force(plan).pk, TODAY).earned == 0
    actions.verify_evidence(evidence, by=cast.bruno.access)
    assert board_of(plan, factories.in_force(plan).pk, TODAY).earned == 60


def test_neither_who_shared_it_nor_who_uploaded_it_verifies_it(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    evidence = share(cast, plan, national.proved())
    factories.also(national.officer, "unit_officer", cast.serviu)  # type: ignore[arg-type]

    for who in (cast.ana, national.officer):
        with refused(errors.VerifiesOwnUpload):
            actions.verify_evidence(evidence, by=who.access)


def test_one_serves_several_plans(cast: Cast, national: National, plan: WorkPlan) -> None:
    source = national.proved()
    second = factories.line(plan, 1)

    share(cast, plan, source)
    actions.share_evidence(second, source, by=cast.ana.access)

    assert source.shared_as.count() == 2


def test_it_is_shared_once_with_an_activity(cast: Cast, national: National, plan: WorkPlan) -> None:
    source = national.proved()
    share(cast, plan, source)

    with refused(errors.AlreadyShared):
        share(cast, plan, source)


def test_what_waits_or_was_returned_is_not_shared(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    line = factories.line(national.plan)
    waits = factories.uploaded(line, national.officer)
    with refused(errors.NotToShare):
        share(cast, plan, waits)
    actions.return_evidence(waits, remarks="Falta la firma.", by=national.reviewer.access)
    with refused(errors.NotToShare):
        share(cast, plan, waits)


def test_neither_is_one_of_the_same_plan_nor_of_another_year(cast: Cast, plan: WorkPlan) -> None:
    own = factories.verified(factories.line(plan, 1), uploader=cast.ana, verifier=cast.bruno)
    before = factories.national(cast, year=2006).proved(on=date(2006, 11, 30))

    for source in (own, before):
        with refused(errors.NotToShare):
            share(cast, plan, source)


def test_nor_one_that_the_person_may_not_read(cast: Cast, plan: WorkPlan) -> None:
    foreign = factories.approved(
        cast, service=cast.other, preparer=cast.carla, head=_head(cast), responsible=cast.other
    )
    source = factories.verified(
        factories.line(foreign),
        uploader=cast.carla,
        verifier=factories.member(cast.other, "unit_officer"),  # type: ignore[arg-type]
    )

    with refused(errors.NotToShare):
        share(cast, plan, source)


def _head(cast: Cast) -> Any:
    return factories.member(cast.other, "institution_head", ("Elsa", "Vidal"))  # type: ignore[arg-type]


def test_who_has_no_part_in_the_activity_shares_nothing(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    source = national.proved()

    with refused(NotAllowed):
        actions.share_evidence(factories.line(plan), source, by=national.officer.access)


def test_it_takes_the_place_of_what_was_returned(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    sent_back = factories.returned(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    assert share(cast, plan, national.proved()).replaces == sent_back


def address(plan: WorkPlan, name: str = "share") -> str:
    return to(name, plan.public_id, factories.line(plan).public_id)


def test_the_page_offers_what_may_be_used_and_says_where_it_comes_from(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    source = national.proved()
    client = cast.ana.client()
    shown = client.get(address(plan, "activity"))
    assert f"MINVU: {source.document.title}" in text(shown)

    answer = client.post(address(plan), {"evidence": source.public_id}, follow=True)

    said = "Evidencia agregada. Falta que otra persona verifique que sirve aquí."
    assert messages(answer) == [said]
    (article,) = all_words(answer, "//article")
    assert "del programa 2007 de MINVU · agregado por A. Soto el 30-11-2007" in article
    assert f"MINVU: {source.document.title}" not in text(answer)


def test_without_any_the_page_offers_nothing(cast: Cast, plan: WorkPlan) -> None:
    assert "de otro programa" not in text(cast.ana.client().get(address(plan, "activity")))


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Elija la evidencia que quiere usar."), ("zzzz", "Elija una evidencia de la lista.")],
)
def test_what_is_wrong_is_said(
    cast: Cast, national: National, plan: WorkPlan, typed: str, says: str
) -> None:
    national.proved()

    with nothing_changed():
        answer = cast.ana.client().post(address(plan), {"evidence": typed})

    assert answer.status_code == 422
    assert says in text(answer)


def test_who_may_not_open_the_file_reads_its_title_only(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    """Gaby reads the plan of the region; the document lies in one of the whole country."""
    evidence = share(cast, plan, national.proved())
    paper = reverse("documents:download", args=[evidence.document.public_id])

    for who, opens in ((cast.gaby, False), (cast.bruno, True)):
        page = who.client().get(address(plan, "activity")).content.decode()
        assert evidence.document.title in page
        assert (paper in page) == opens
        assert status_of(who.client(), paper) == (200 if opens else 404)


def test_who_uploaded_it_elsewhere_is_not_asked_to_verify_it(
    cast: Cast, national: National, plan: WorkPlan
) -> None:
    evidence = share(cast, plan, national.proved())
    factories.also(national.officer, "unit_officer", cast.serviu)  # type: ignore[arg-type]

    assert evidence in evidence_for(cast.bruno.access, TODAY)
    assert evidence not in evidence_for(national.officer.access, TODAY)
    page = text(national.officer.client().get(address(plan, "activity")))
    assert "Usted la cargó: la verifica otra persona" in page
    assert "Verificar evidencia" not in page


def test_who_may_not_open_the_document_does_not_vouch_for_it(cast: Cast, plan: WorkPlan) -> None:
    foreign = factories.approved(
        cast, service=cast.other, preparer=cast.carla, head=_head(cast), responsible=cast.other
    )
    source = factories.verified(
        factories.line(foreign),
        uploader=cast.carla,
        verifier=factories.member(cast.other, "unit_officer"),  # type: ignore[arg-type]
    )
    factories.also(cast.ana, "unit_officer", cast.other)  # type: ignore[arg-type]
    evidence = share(cast, plan, source)

    with refused(errors.SharedUnread):
        actions.verify_evidence(evidence, by=cast.bruno.access)
    with refused(errors.SharedUnread):
        actions.return_evidence(evidence, remarks="No.", by=cast.bruno.access)
    assert evidence not in evidence_for(cast.bruno.access, TODAY)
    page = text(cast.bruno.client().get(address(plan, "activity")))
    assert "Verificar evidencia" not in page
