"""Returning a proposal, correcting it, and two people deciding at once."""

import pytest

from minga.core.errors import NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.verification import verify
from minga.core.versions import ChangedSinceOpened, NotSubmitted, RemarksMissing, preparers_of
from minga.strategy.actions import approve_definitions, propose_definitions, return_definitions
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from tests.conftest import Cast, nothing_recorded
from tests.core.database import commit
from tests.strategy.factories import OBJECTIVES, approved, proposed

REMARKS = "Falta un objetivo de calidad."
TYPED = {"mission": "Servir mejor", "title_1": "Déficit", "text_1": "Reducirlo"}


def returned(cast: Cast, mission: str = "Servir") -> DefinitionVersion:
    return return_definitions(proposed(cast, mission), remarks=REMARKS, by=cast.diana.access)


def address(step: str) -> str:
    return f"/definiciones/{StrategicDefinition.objects.get().public_id}/{step}/"


def test_a_mistaken_proposal_goes_back_with_its_remarks(cast: Cast) -> None:
    version = returned(cast)

    event = Event.objects.latest("sequence")
    assert (version.status, version.submitted_on, version.remarks) == ("draft", None, REMARKS)
    assert (event.kind, event.reason) == ("strategy.returned", REMARKS)


def test_it_is_corrected_in_the_same_version_and_sent_again(cast: Cast) -> None:
    version = returned(cast)

    again = propose_definitions(
        cast.serviu, mission="Otra", objectives=OBJECTIVES[1:], by=cast.bruno.access
    )

    assert (again.pk, again.status, again.mission, again.remarks) == (
        version.pk, "submitted", "Otra", "",
    )  # fmt: skip
    assert [(o.number, o.title) for o in again.objectives.all()] == [(1, "Calidad")]
    assert {p.actor_id for p in preparers_of(again)} == {cast.ana.pk, cast.bruno.pk}
    commit()
    assert verify() == []


@pytest.mark.parametrize("who", ["ana", "emilio", "carla", "marta", "aldo", "nora", "pia"])
def test_only_the_head_of_the_service_returns(cast: Cast, who: str) -> None:
    version = proposed(cast)

    with nothing_recorded(), pytest.raises(NotAllowed, match="Solo la dirección del servicio"):
        return_definitions(version, remarks=REMARKS, by=cast.everybody()[who].access)


def test_what_rules_is_not_returned_nor_anything_without_saying_why(cast: Cast) -> None:
    ruling = approved(cast)
    with nothing_recorded(), pytest.raises(NotSubmitted):
        return_definitions(ruling, remarks=REMARKS, by=cast.diana.access)
    version = proposed(cast)
    with nothing_recorded(), pytest.raises(RemarksMissing):
        return_definitions(version, remarks=" ", by=cast.diana.access)


def test_one_decides_on_what_one_read(cast: Cast) -> None:
    read = returned(cast).event_id
    version = proposed(cast, "Otra")

    with nothing_recorded(), pytest.raises(ChangedSinceOpened):
        approve_definitions(version, seen=read, by=cast.diana.access)
    with nothing_recorded(), pytest.raises(ChangedSinceOpened):
        return_definitions(version, remarks=REMARKS, seen=read, by=cast.diana.access)

    assert approve_definitions(version, seen=version.event_id, by=cast.diana.access)


def test_two_corrections_at_once_show_both_texts(cast: Cast) -> None:
    began = returned(cast).event_id
    return_definitions(proposed(cast, "La de otra"), remarks="Más.", by=cast.diana.access)

    with nothing_recorded(), pytest.raises(StaleForm) as refusal:
        propose_definitions(
            cast.serviu, mission="Mía", objectives=OBJECTIVES, seen=began, by=cast.bruno.access
        )

    assert refusal.value.differences["Misión"] == ("La de otra", "Mía")


def test_the_head_returns_from_the_page_and_the_unit_corrects(cast: Cast) -> None:
    proposed(cast, "Servir a las familias")
    page = cast.diana.client().get("/definiciones/")
    version = page.context["proposed"]
    assert "Devolver para corregir" in page.content.decode()

    sent = {"remarks": REMARKS, "seen": version.event_id}
    assert cast.diana.client().post(address("devolver"), sent).status_code == 302

    client = cast.ana.client()
    shown = client.get("/definiciones/").content.decode()
    assert REMARKS in shown
    assert "Corregir propuesta" in shown
    form = client.get("/definiciones/proponer/").context["form"]
    assert form.initial["mission"] == "Servir a las familias"
    answer = client.post("/definiciones/proponer/", TYPED | {"seen": form.initial["seen"]})
    assert answer.status_code == 302
    assert DefinitionVersion.objects.get().mission == "Servir mejor"


def test_a_return_without_remarks_is_shown_again(cast: Cast) -> None:
    proposed(cast)

    with nothing_recorded():
        answer = cast.diana.client().post(address("devolver"), {"remarks": " "})

    assert answer.status_code == 422
    assert "Escriba qué debe corregirse" in answer.content.decode()


@pytest.mark.parametrize("step", ["aprobar", "devolver"])
def test_a_page_that_is_no_longer_true_is_not_decided_upon(cast: Cast, step: str) -> None:
    read = proposed(cast).event_id
    return_definitions(DefinitionVersion.objects.get(), remarks=REMARKS, by=cast.diana.access)
    proposed(cast, "Otra")

    with nothing_recorded():
        answer = cast.diana.client().post(address(step), {"seen": read, "remarks": REMARKS})

    assert answer.status_code == 409
    assert "cambió desde que usted abrió la página" in answer.content.decode()


def test_the_form_of_a_conflict_can_be_saved_over_the_new_text(cast: Cast) -> None:
    began = returned(cast).event_id
    last = return_definitions(proposed(cast, "La otra"), remarks="Más.", by=cast.diana.access)
    client = cast.bruno.client()

    answer = client.post("/definiciones/proponer/", TYPED | {"seen": began})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "La otra" in page
    assert f'value="{last.event_id}"' in page


@pytest.mark.parametrize("who", ["marta", "aldo", "nora"])
@pytest.mark.parametrize("state", [proposed, returned])
def test_a_proposal_is_only_of_who_prepares_or_approves_it(
    cast: Cast, who: str, state: object
) -> None:
    state(cast, "Todavía en palabras")  # type: ignore[operator]

    page = cast.everybody()[who].client().get("/definiciones/").content.decode()

    assert "Todavía en palabras" not in page
    assert REMARKS not in page


def test_who_reads_several_services_chooses_among_them(cast: Cast) -> None:
    approved(cast, "La de Tarapacá")
    propose_definitions(
        cast.other, mission="La de Arica", objectives=OBJECTIVES, by=cast.carla.access
    )
    client = cast.marta.client()

    page = client.get("/definiciones/").content.decode()

    assert "?servicio=serviu-tarapaca" in page
    assert "?servicio=serviu-otro" in page
    chosen = client.get("/definiciones/?servicio=serviu-tarapaca").content.decode()
    assert "La de Tarapacá" in chosen
    assert cast.ana.client().get("/definiciones/?servicio=serviu-otro").status_code == 404
