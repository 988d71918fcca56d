"""An activity of a draft on its page: adding it, changing it, taking it out, two at once."""

from typing import Any

import pytest

from minga.workplan import actions
from minga.workplan.models import Activity
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import Response, all_words, fields, messages, text, to, typed


def filled(cast: Cast, **more: object) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "title": "Instalar las mesas técnicas",
        "weight": "50",
        "responsible": str(cast.unit.pk),
        "starts_on": "2007-02-01",
        "ends_on": "2007-11-29",
        "expected_evidence": "actas de las mesas",
        "evidence_needed": "2",
        "revision": "0",
    } | more


def of_draft(cast: Cast) -> Activity:
    return factories.activities_of(factories.draft(cast))[0]


def address(activity: Activity, name: str = "edit_activity") -> str:
    return to(name, activity.version.plan.public_id, activity.line.public_id)


def kept(response: Response, sent: dict[str, Any]) -> bool:
    """Nothing of what was typed is lost."""
    return {name: typed(response, name) for name in sent if name != "revision"} == {
        name: value for name, value in sent.items() if name != "revision"
    }


def test_it_opens_with_what_the_activity_says(cast: Cast) -> None:
    activity = of_draft(cast)

    response = cast.bruno.client().get(address(activity))

    assert (typed(response, "title"), typed(response, "weight")) == (activity.title, "50")
    assert typed(response, "starts_on") == "2007-01-02"
    assert typed(response, "responsible") == str(cast.seremi.pk)
    assert typed(response, "revision") == "0"


def test_it_saves_and_goes_back_to_the_draft(cast: Cast) -> None:
    activity = of_draft(cast)

    response = cast.bruno.client().post(address(activity), filled(cast), follow=True)

    activity.refresh_from_db()
    assert (activity.title, activity.responsible) == ("Instalar las mesas técnicas", cast.unit)
    assert (activity.evidence_needed, activity.revision) == (2, 1)
    assert "1.1 Instalar las mesas técnicas" in text(response)


def test_a_new_one_is_added_to_its_objective(cast: Cast) -> None:
    plan = factories.draft(cast, ((50,), ())).plan

    response = cast.ana.client().post(
        to("new_activity", plan.public_id, 2), filled(cast), follow=True
    )

    assert "2.1 Instalar las mesas técnicas" in text(response)
    assert "Las ponderaciones suman 100 de 100." in text(response)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "Escriba qué se hará."),
        ({"title": "a" * 201}, "Use hasta 200 letras."),
        ({"weight": ""}, "Escriba la ponderación, de 1 a 100."),
        ({"weight": "10,5"}, "Escriba una ponderación entera, de 1 a 100, sin decimales."),
        ({"weight": "0"}, "Escriba una ponderación entera, de 1 a 100."),
        ({"weight": "101"}, "Escriba una ponderación entera, de 1 a 100."),
        ({"weight": "99999999999999999999"}, "Escriba una ponderación entera, de 1 a 100."),
        ({"responsible": ""}, "Elija quién responde."),
        ({"starts_on": ""}, "Escriba la fecha."),
        ({"starts_on": "2006-12-31"}, "La fecha 31-12-2006 no es del año del programa."),
        ({"ends_on": "2008-01-01"}, "Elija una entre 01-01-2007 y 31-12-2007."),
        ({"ends_on": "2007-01-31"}, "El término es anterior al comienzo (01-02-2007)."),
        ({"ends_on": "31-31-2007"}, "Escriba la fecha como dd-mm-aaaa"),
        ({"expected_evidence": ""}, "Escriba con qué documento se probará."),
        ({"evidence_needed": "0"}, "Se necesita al menos un documento."),
        ({"evidence_needed": "13"}, "Escriba hasta 12 documentos."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, change: dict[str, str], says: str
) -> None:
    activity, sent = of_draft(cast), filled(cast, **change)

    with nothing_changed():
        response = cast.ana.client().post(address(activity), sent)

    assert response.status_code == 422
    assert says in text(response)
    stripped = {name: value for name, value in sent.items() if name not in change}
    assert kept(response, stripped | {k: v for k, v in change.items() if v.strip()})


def test_a_unit_that_is_not_on_the_list_is_refused(cast: Cast) -> None:
    activity = of_draft(cast)

    with nothing_changed():
        response = cast.ana.client().post(address(activity), filled(cast, responsible="0"))

    assert response.status_code == 422
    assert "Elija una unidad de la lista." in text(response)


def test_the_error_stands_beside_its_field_and_on_top_with_a_link(cast: Cast) -> None:
    activity = of_draft(cast)

    response = cast.ana.client().post(address(activity), filled(cast, ends_on="2008-01-01"))

    top = all_words(response, '//div[@role="group"]//li[a/@href="#id_ends_on"]')
    beside = all_words(response, '//div[@id="id_ends_on_error"]')
    sentence = "La fecha 01-01-2008 no es del año del programa."
    assert sentence in top[0]
    assert sentence in beside[0]


def test_two_people_save_the_same_form_and_nothing_is_lost(cast: Cast) -> None:
    activity = of_draft(cast)
    of_ana = filled(cast, title="Lo que escribió Ana")
    of_bruno = filled(cast, title="Lo que escribió Bruno", weight="40")
    cast.ana.client().post(address(activity), of_ana)

    with nothing_changed():
        response = cast.bruno.client().post(address(activity), of_bruno)

    assert response.status_code == 409
    assert "A. Soto guardó cambios aquí mientras usted escribía." in text(response)
    title, weight = all_words(response, '//section[@class="diff"]/div')
    assert title.startswith("Actividad Ahora dice, según A. Soto Lo que escribió Ana")
    assert title.endswith("Usted escribió Lo que escribió Bruno")
    assert weight == "Ponderación Ahora dice, según A. Soto 50 Usted escribió 40"
    assert kept(response, of_bruno)


def test_saving_again_after_a_conflict_is_taken(cast: Cast) -> None:
    activity = of_draft(cast)
    client, sent = cast.bruno.client(), filled(cast, title="Lo que escribió Bruno")
    cast.ana.client().post(address(activity), filled(cast))
    conflict = client.post(address(activity), sent)

    again = sent | {"revision": typed(conflict, "revision")}
    assert client.post(address(activity), again).status_code == 302

    activity.refresh_from_db()
    assert (activity.title, activity.revision) == ("Lo que escribió Bruno", 2)


def test_a_form_without_its_revision_is_not_taken(cast: Cast) -> None:
    activity = of_draft(cast)

    with nothing_changed():
        response = cast.ana.client().post(address(activity), filled(cast, revision=""))

    assert response.status_code == 422


def test_what_was_sent_meanwhile_is_refused_with_what_was_typed(cast: Cast) -> None:
    version = factories.submitted(cast)
    activity = factories.activities_of(version)[0]

    with nothing_changed():
        response = cast.ana.client().post(address(activity), filled(cast))

    assert response.status_code == 422
    assert "Está enviada a aprobación: pida que la devuelvan" in text(response)
    assert kept(response, filled(cast))


def test_what_was_typed_stays_when_the_plan_was_approved_meanwhile(cast: Cast) -> None:
    plan = factories.approved(cast)
    activity = factories.activities(plan)[0]

    with nothing_changed():
        response = cast.ana.client().post(address(activity), filled(cast))

    assert response.status_code == 409
    assert "Está aprobada y no se modifica" in text(response)
    assert kept(response, filled(cast))


def test_taking_it_out(cast: Cast) -> None:
    activity = of_draft(cast)

    response = cast.ana.client().post(address(activity, "remove_activity"), follow=True)

    assert messages(response) == ["Quitado del borrador. La versión vigente no cambia."]
    assert "Las ponderaciones suman 50 de 100: faltan 50 puntos." in text(response)


def test_taking_it_out_of_what_was_sent_is_refused(cast: Cast) -> None:
    activity = factories.activities_of(factories.submitted(cast))[0]

    with nothing_changed():
        response = cast.ana.client().post(address(activity, "remove_activity"))

    assert response.status_code == 422
    assert "Está enviada a aprobación" in text(response)


def test_the_form_asks_for_everything_an_activity_says(cast: Cast) -> None:
    response = cast.ana.client().get(address(of_draft(cast)))

    assert set(actions.ActivityValues.__dataclass_fields__) <= fields(response)
