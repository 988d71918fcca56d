"""Who works in two services writes for the one of what it is about, or for the one chosen."""

from typing import Any

import pytest
from django.urls import reverse

from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.people.roles import Role
from tests.acts.letters.factories import CAME, SAID, TEXT, TO, TOWNS, came, registry
from tests.conftest import Cast, Somebody, pdf
from tests.workplan.factories import also, approved, draft

FORMS: dict[str, tuple[dict[str, Any], type[Any]]] = {
    "new": (SAID | {"to": TO}, Letter),
    "new_batch": (TEXT | {"to": TOWNS}, LetterBatch),
}


@pytest.fixture
def both(cast: Cast) -> Somebody:
    """Of her own and of a service that comes after it."""
    also(cast.ana, Role.UNIT_OFFICER, cast.other)
    return cast.ana


@pytest.mark.parametrize("name", FORMS)
def test_it_is_of_the_service_that_was_chosen(cast: Cast, both: Somebody, name: str) -> None:
    client, page = both.client(), reverse(f"letters:{name}")
    shown = client.get(page).content.decode()
    for service in (cast.serviu, cast.other):
        assert f'href="?servicio={service.key}"' in shown
    said, model = FORMS[name]
    for asked, service in (("", cast.serviu), (f"?servicio={cast.other.key}", cast.other)):
        assert client.post(page + asked, said).status_code == 302
        assert model.objects.order_by("pk").last().service == service
    assert client.get(f"{page}?servicio=zzz").status_code == 404
    assert client.get(f"{page}?servicio={cast.seremi.key}").status_code == 404
    assert "?servicio=" not in cast.bruno.client().get(page).content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_it_is_of_the_service_of_its_case(cast: Cast, both: Somebody, name: str) -> None:
    said, model = FORMS[name]
    for plan in (draft(cast, service=cast.other, preparer=cast.carla).plan, approved(cast)):
        page = f"{reverse(f'letters:{name}')}?caso=programa:{plan.public_id}"
        assert "?servicio=" not in both.client().get(page).content.decode()
        assert both.client().post(page, said).status_code == 302
        written = model.objects.order_by("pk").last()
        assert (written.service, written.case()) == (plan.service, plan)


def test_an_answer_is_of_the_service_to_which_the_other_came(cast: Cast, both: Somebody) -> None:
    clerk = registry(cast)
    also(clerk, Role.REGISTRY_OFFICER, cast.other)
    said = {name: str(value) for name, value in CAME.items()}
    address = f"{reverse('letters:receive')}?servicio={cast.other.key}"
    assert clerk.client().post(address, said | {"file": pdf()}).status_code == 302
    received = ReceivedLetter.objects.get()
    assert received.service == cast.other
    page = f"{reverse('letters:new')}?responde={received.public_id}"
    answer = SAID | {"to": TO, "answers_to": received.named}
    assert both.client().post(page, answer).status_code == 302
    letter = Letter.objects.get()
    assert (letter.service, letter.answers_received) == (cast.other, received)


def test_who_works_in_one_writes_for_it_whatever_the_address_names(cast: Cast) -> None:
    received = came(cast)
    page = f"{reverse('letters:new')}?responde={received.public_id}"
    assert cast.carla.client().post(page, SAID | {"to": TO}).status_code == 302
    assert Letter.objects.get().service == cast.other
