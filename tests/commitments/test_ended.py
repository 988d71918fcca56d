"""A body that no longer exists, typed in each form that asks for one: which one it was, until when,
and whom to choose instead; nothing is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from minga.commitments import actions
from minga.commitments.integrity import check
from minga.commitments.models import Commitment, Finding
from minga.people.actions import close_organisation
from minga.people.models import Organisation
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded

SAID = "Corporacion dejó de existir el 27-11-2007. La sucede Agencia nueva: elija esa."
ALONE = "Corporacion dejó de existir el 27-11-2007. Nadie la sucede: elija quién responde hoy."


def close(body: Organisation, heir: Organisation | None) -> None:
    close_organisation(
        body, last_day=TODAY - timedelta(days=3), reason="Ley", successor=heir, by=SCRIBE
    )


def written(cast: Cast, url: str, who: Any, **data: Any) -> str:
    """What a form that was opened before answers now."""
    with nothing_recorded():
        answer = who.client().post(url, data)
    assert answer.status_code == 422
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("has_heir", [True, False])
def test_in_a_new_commitment(cast: Cast, has_heir: bool) -> None:
    old = factories.body(cast, "corporacion")
    close(old, factories.body(cast, "agencia-nueva") if has_heir else None)

    text = written(
        cast, reverse("commitments:new"), cast.ana, promise="Enviar el plano", responsible=old.pk,
        promised_to="Vecinos", made_on="30-11-2007", due_on="20-12-2007", origin="meeting",
    )  # fmt: skip

    assert (SAID if has_heir else ALONE) in text
    assert "Elija una organización de la lista" not in text
    assert not Commitment.objects.exists()


def test_in_a_new_finding(cast: Cast) -> None:
    control = factories.controller(cast)
    at = factories.audit(cast, control)
    old = factories.body(cast, "corporacion")
    close(old, factories.body(cast, "agencia-nueva"))

    text = written(
        cast, reverse("commitments:add_finding", args=[at.public_id]), control, code="II.1",
        text="Actas sin firma", seriousness="low", answer_due_on="20-12-2007", responsible=old.pk,
    )  # fmt: skip

    assert SAID in text
    assert not Finding.objects.exists()


def test_handing_over_to_it(cast: Cast) -> None:
    made = factories.commitment(cast)
    old = factories.body(cast, "corporacion")
    close(old, factories.body(cast, "agencia-nueva"))

    url = reverse("commitments:hand", args=[made.public_id])
    text = written(cast, url, cast.diana, responsible=old.pk, reason="Le toca.", seen=0)

    assert SAID in text
    assert factories.read(made).responsible == cast.seremi


def test_a_mailbox_of_it(cast: Cast) -> None:
    old = factories.body(cast, "corporacion")
    close(old, factories.body(cast, "agencia-nueva"))
    url = reverse("commitments:set_mailbox")
    assert SAID in written(cast, url, cast.diana, unit=old.pk, mailbox="c@minga.cl")


@pytest.mark.parametrize("key", ["0", "999999999", "9" * 5000, "-1", "x", "1; DROP"])
def test_what_is_no_body_is_told_as_always(cast: Cast, key: str) -> None:
    url = reverse("commitments:new")
    assert "Elija una organización de la lista" in written(cast, url, cast.ana, responsible=key)


def test_one_that_is_not_there_yet(cast: Cast) -> None:
    soon = factories.body(cast, "futura", valid_from=TODAY + timedelta(days=9))
    text = written(cast, reverse("commitments:new"), cast.ana, responsible=soon.pk)
    assert "Futura existe desde el 09-12-2007" in text


def _split(cast: Cast, made: Commitment) -> Any:
    url = reverse("commitments:split", args=[made.public_id])
    data = {"parts": "Uno\nDos", "reason": "Son dos.", "seen": made.revision}
    return cast.diana.client().post(url, data)


def test_what_it_had_promised_is_split_in_the_name_of_its_heir(cast: Cast) -> None:
    old, heir = factories.body(cast, "corporacion"), factories.body(cast, "agencia-nueva")
    made = factories.commitment(cast, responsible=old)
    close(old, heir)

    assert _split(cast, made).status_code == 302
    assert set(made.parts.values_list("responsible__key", flat=True)) == {"agencia-nueva"}


def test_the_parts_keep_the_first_term_and_the_one_in_force(cast: Cast) -> None:
    """Splitting neither hides that it was extended nor gives more time."""
    made = factories.commitment(cast)
    later = factories.DUE + timedelta(days=90)
    actions.extend_term(made, due_on=later, reason="Falta.", by=cast.diana.access)

    assert _split(cast, factories.read(made)).status_code == 302

    assert set(made.parts.values_list("first_due_on", "due_on")) == {(factories.DUE, later)}
    part = made.parts.latest("pk")
    text = cast.diana.client().get(f"/compromisos/de/{part.public_id}/").content.decode()
    assert "plazo original:" in text
    ever = [factories.promise(cast, due_on=later + timedelta(days=n)) for n in (5, 9)]
    again = actions.split_commitment(part, ever, reason="Más.", by=cast.diana.access)
    assert {(one.first_due_on, one.due_on) for one in again} == {(factories.DUE, later)}
    actions.extend_term(
        again[0], due_on=later + timedelta(days=1), reason="x", by=cast.diana.access
    )
    assert list(check()) == []


def test_what_nobody_answers_for_passes_to_somebody_first(cast: Cast) -> None:
    old = factories.body(cast, "corporacion")
    made = factories.commitment(cast, responsible=old)
    close(old, None)

    answer = _split(cast, made)
    assert answer.status_code == 422
    assert "traspase antes el compromiso" in answer.content.decode()

    actions.hand_over(made, responsible=cast.unit, reason="Sigue aquí.", by=cast.diana.access)
    assert _split(cast, factories.read(made)).status_code == 302
