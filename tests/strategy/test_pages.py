"""The pages of strategic definitions: what rules, proposing, approving."""

from datetime import date

import pytest

from minga.core.approvals.rounds import seen_of
from minga.people.actions import add_membership
from minga.people.models import Organisation
from minga.people.roles import Role
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from tests.conftest import SCRIBE, TODAY, Cast, Somebody, nothing_recorded
from tests.core.database import sql
from tests.strategy.factories import approved, proposed

TYPED = {"mission": "Servir mejor", "title_1": "Déficit", "text_1": "Reducirlo"}


def live_on(day: str) -> None:
    """The administrator of a demonstration chose a day."""
    sql("UPDATE core_chain SET is_demonstration = %s, chosen_day = %s", True, day)


def approval_of(cast: Cast) -> str:
    return f"/definiciones/{StrategicDefinition.objects.get().public_id}/aprobar/"


def shown() -> dict[str, int]:
    """What the form of the page carries: the round as it stands."""
    return {"seen": seen_of(DefinitionVersion.objects.get())}


def make_head(somebody: Somebody, organisation: Organisation) -> None:
    add_membership(
        somebody.person,
        role=Role.INSTITUTION_HEAD,
        organisation=organisation,
        valid_from=TODAY,
        by=SCRIBE,
    )


def test_its_own_people_and_who_reads_everything_see_what_rules_and_nobody_else(
    cast: Cast,
) -> None:
    approved(cast, "Servir a las familias")

    answers = {
        name: somebody.client().get("/definiciones/") for name, somebody in cast.everybody().items()
    }

    seen = [name for name, page in answers.items() if b"Servir a las familias" in page.content]
    assert {answer.status_code for answer in answers.values()} == {200}
    assert " ".join(seen) == "ana bruno diana emilio marta aldo nora"
    assert b"2 objetivos" in answers["ana"].content


def test_the_page_shows_the_version_that_ruled_the_day(cast: Cast) -> None:
    approved(cast, "La primera", on=date(2007, 1, 22))
    approved(cast, "La segunda", on=date(2007, 6, 1))
    client = cast.ana.client()

    live_on("2007-05-31")
    assert client.get("/definiciones/").context["version"].mission == "La primera"
    live_on("2007-06-01")
    assert client.get("/definiciones/").context["version"].mission == "La segunda"
    live_on("2007-01-21")
    assert client.get("/definiciones/").context["version"] is None


def test_the_form_begins_with_the_words_that_rule(cast: Cast) -> None:
    approved(cast, "Servir a las familias")

    form = cast.ana.client().get("/definiciones/proponer/").context["form"]

    assert form.initial["mission"] == "Servir a las familias"
    assert (form.initial["title_2"], form.initial["text_2"]) == ("Calidad", "Elevarla")


def test_a_proposal_waits_for_the_head_of_the_service(cast: Cast) -> None:
    answer = cast.ana.client().post("/definiciones/proponer/", TYPED)

    version = DefinitionVersion.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/definiciones/")
    assert (version.status, version.mission) == ("submitted", "Servir mejor")
    assert [objective.title for objective in version.objectives.all()] == ["Déficit"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"mission": ""}, "Escriba la misión."),
        ({"mission": "x" * 2001}, "Use hasta 2.000 letras."),
        ({"title_1": "x" * 81}, "Use hasta 80 letras."),
        ({"title_2": "Calidad"}, "Escriba la descripción del objetivo, o borre su título."),
        ({"text_2": "Elevarla"}, "Escriba el título del objetivo, o borre su descripción."),
        ({"title_1": "", "text_1": ""}, "Escriba la misión y al menos un objetivo estratégico."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    with nothing_recorded():
        answer = cast.ana.client().post("/definiciones/proponer/", TYPED | typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert (TYPED | typed)["title_1"] in page


def test_a_second_proposal_is_refused_with_its_sentence(cast: Cast) -> None:
    proposed(cast)

    with nothing_recorded():
        answer = cast.bruno.client().post("/definiciones/proponer/", TYPED)

    assert answer.status_code == 422
    assert "La versión 1 todavía espera aprobación" in answer.content.decode()


def test_who_does_not_prepare_does_not_propose(cast: Cast) -> None:
    for name in ("diana", "marta", "gaby", "aldo", "nora", "pia"):
        client = cast.everybody()[name].client()
        with nothing_recorded():
            assert client.get("/definiciones/proponer/").status_code == 403
            assert client.post("/definiciones/proponer/", TYPED).status_code == 403


def test_each_one_proposes_for_the_own_service(cast: Cast) -> None:
    cast.carla.client().post("/definiciones/proponer/", TYPED)

    assert DefinitionVersion.objects.get().definition.service_id == cast.other.pk


def test_the_head_approves_from_the_page(cast: Cast) -> None:
    proposed(cast)
    client = cast.diana.client()

    answer = client.post(approval_of(cast), shown(), follow=True)

    assert DefinitionVersion.objects.get().status == "in_force"
    assert "rige la versión 1" in answer.content.decode()


def test_approving_twice_finds_nothing_to_approve(cast: Cast) -> None:
    proposed(cast)
    client = cast.diana.client()
    client.post(approval_of(cast), shown())

    with nothing_recorded():
        answer = client.post(approval_of(cast), shown())

    assert answer.status_code == 422
    assert "ya no espera aprobación" in answer.content.decode()


def test_who_directs_nothing_does_not_approve(cast: Cast) -> None:
    proposed(cast)

    with nothing_recorded():
        statuses = {
            name: somebody.client().post(approval_of(cast)).status_code
            for name, somebody in cast.everybody().items()
            if name != "diana"
        }

    assert set(statuses.values()) == {403}


def test_the_head_of_another_service_finds_nothing_here(cast: Cast) -> None:
    proposed(cast)
    make_head(cast.pia, cast.other)

    with nothing_recorded():
        assert cast.pia.client().post(approval_of(cast)).status_code == 404


def test_who_prepared_and_directs_is_told_why_not(cast: Cast) -> None:
    make_head(cast.ana, cast.serviu)
    proposed(cast)
    client = cast.ana.client()

    with nothing_recorded():
        answer = client.post(approval_of(cast), shown(), follow=True)

    assert "la aprueba otra persona" in answer.content.decode()
    assert DefinitionVersion.objects.get().status == "submitted"


def test_approving_is_a_post(cast: Cast) -> None:
    proposed(cast)

    assert cast.diana.client().get(approval_of(cast)).status_code == 405


def test_the_page_of_an_organisation_shows_what_rules_it(cast: Cast) -> None:
    """Also that of a unit; and nothing to who does not read the definitions of that service."""
    approved(cast)
    version = DefinitionVersion.objects.get(status="in_force")

    for row in (cast.serviu, cast.unit):
        page = cast.ana.client().get(f"/definiciones/de/{row.public_id}/").content.decode()
        assert version.mission in page
    foreign = cast.carla.client().get(f"/definiciones/de/{cast.serviu.public_id}/")
    assert version.mission not in foreign.content.decode()
    assert "No hay definiciones aprobadas que usted pueda leer." in foreign.content.decode()
