"""The page of an objective of a draft: adding it, changing it, and when two write at once."""

import pytest

from minga.workplan import actions
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import all_words, messages, text, to, typed


def test_it_is_added(cast: Cast) -> None:
    plan = factories.draft(cast, ((),)).plan
    url = to("new_objective", plan.public_id)
    client = cast.ana.client()
    sent = {"title": "Mesas técnicas", "revision": typed(client.get(url), "revision")}

    response = client.post(url, sent, follow=True)

    assert "2. Mesas técnicas" in all_words(response, '//tr[@class="grp"]/th')


def test_it_opens_with_what_it_says_and_saves(cast: Cast) -> None:
    plan = factories.draft(cast).plan
    url, client = to("edit_objective", plan.public_id, 1), cast.bruno.client()
    assert typed(client.get(url), "title") == "Planes con visión territorial"

    response = client.post(url, {"title": "Mesas técnicas", "revision": "0"}, follow=True)

    assert "1. Mesas técnicas" in all_words(response, '//tr[@class="grp"]/th')


@pytest.mark.parametrize(
    ("title", "says"), [("  ", "Escriba el objetivo."), ("a" * 201, "Use hasta 200 letras.")]
)
@pytest.mark.parametrize("name", ["new_objective", "edit_objective"])
def test_what_is_wrong_is_said(cast: Cast, name: str, title: str, says: str) -> None:
    plan = factories.draft(cast).plan
    url = to(name, plan.public_id, *([1] if name == "edit_objective" else []))

    with nothing_changed():
        response = cast.ana.client().post(url, {"title": title, "revision": "0"})

    assert response.status_code == 422
    assert says in text(response)
    assert typed(response, "title") == title.strip()


def test_two_people_save_it_and_both_texts_are_shown(cast: Cast) -> None:
    plan = factories.draft(cast).plan
    url, client = to("edit_objective", plan.public_id, 1), cast.bruno.client()
    cast.ana.client().post(url, {"title": "De Ana", "revision": "0"})

    with nothing_changed():
        response = client.post(url, {"title": "De Bruno", "revision": "0"})

    assert response.status_code == 409
    assert all_words(response, '//section[@class="diff"]/div') == [
        "Título Ahora dice, según A. Soto De Ana Usted escribió De Bruno"
    ]
    assert (typed(response, "title"), typed(response, "revision")) == ("De Bruno", "1")
    assert client.post(url, {"title": "De Bruno", "revision": "1"}).status_code == 302
    assert plan.versions.get().objectives.get().title == "De Bruno"


def test_an_objective_that_is_not_there_is_not_found(cast: Cast) -> None:
    plan = factories.draft(cast).plan

    for name in ("edit_objective", "new_activity"):
        assert cast.ana.client().get(to(name, plan.public_id, 9)).status_code == 404


def test_it_is_taken_out(cast: Cast) -> None:
    version = factories.draft(cast, ((100,), ()))
    url = to("remove_objective", version.plan.public_id, 2)

    response = cast.ana.client().post(url, follow=True)

    assert messages(response) == ["Quitado del borrador. La versión vigente no cambia."]
    assert [objective.number for objective in version.objectives.all()] == [1]


def test_it_is_not_taken_out_of_what_was_sent(cast: Cast) -> None:
    version = factories.submitted(cast)

    with nothing_changed():
        response = cast.ana.client().post(to("remove_objective", version.plan.public_id, 1))

    assert response.status_code == 422
    assert "Está enviada a aprobación" in text(response)


def test_writing_in_what_was_sent_is_refused_with_what_was_typed(cast: Cast) -> None:
    version = factories.submitted(cast)
    sent = {"title": "Mesas técnicas", "revision": "0"}

    with nothing_changed():
        response = cast.ana.client().post(to("new_objective", version.plan.public_id), sent)

    assert response.status_code == 422
    assert "Está enviada a aprobación" in text(response)
    assert typed(response, "title") == "Mesas técnicas"


def test_it_says_when_the_draft_was_returned_meanwhile(cast: Cast) -> None:
    """Returning opens it again: the same form is then taken."""
    version = factories.submitted(cast)
    actions.return_version(version, remarks="Falta.", by=cast.diana.access)

    url = to("edit_objective", version.plan.public_id, 1)
    response = cast.ana.client().post(url, {"title": "Mesas técnicas", "revision": "0"})

    assert response.status_code == 302
