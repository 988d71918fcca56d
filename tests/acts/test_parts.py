"""Whom an act is told, asked on its page: an institution or somebody of the service, once each."""

import pytest
from django.urls import reverse

from tests.acts.life import Office


def add(office: Office, **said: int) -> tuple[int, str]:
    act = office.draft()
    page = reverse("acts:add_part", args=[act.public_id, "notificacion"])
    answer = office.cast.ana.client().post(page, said, follow=True)
    return answer.status_code, answer.content.decode()


def test_to_somebody_of_the_service(office: Office) -> None:
    status, page = add(office, person=office.lia.person.pk)
    assert status == 200
    assert f"Se notifica a {office.lia.person}" in page


def test_to_an_institution(office: Office) -> None:
    status, page = add(office, organisation=office.cast.seremi.pk)
    assert status == 200
    assert f"Se notifica a {office.cast.seremi}" in page


@pytest.mark.parametrize("both", [False, True])
def test_to_none_or_to_both_is_asked_again(office: Office, both: bool) -> None:
    said = {"person": office.lia.person.pk, "organisation": office.cast.seremi.pk}
    status, page = add(office, **(said if both else {}))
    assert status == 422
    assert "una de las dos" in page


def test_to_somebody_of_another_service_is_no_choice(office: Office) -> None:
    status, _ = add(office, person=office.cast.pia.person.pk)
    assert status == 422


def test_twice_is_told(office: Office) -> None:
    act, client = office.draft(), office.cast.ana.client()
    page = reverse("acts:add_part", args=[act.public_id, "notificacion"])
    for _ in range(2):
        answer = client.post(page, {"person": office.lia.person.pk})
    assert answer.status_code in (409, 422)
    assert "Ya está en la lista" in answer.content.decode()
    assert act.notices.count() == 1
