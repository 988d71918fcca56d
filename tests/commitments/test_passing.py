"""Who leaves with open commitments: the page names them, and they pass by a dated step."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from minga.commitments import actions, scope
from minga.commitments.chasing import daily
from minga.commitments.integrity import check
from minga.commitments.models import Commitment
from minga.core.history import lines
from minga.core.models import Event
from minga.people.actions import add_membership, end_membership
from minga.people.handover import pass_work, piles_of
from minga.people.models import Membership
from minga.people.roles import Role
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, Somebody

DAY = timedelta(days=1)


def held(who: Somebody) -> Membership:
    return Membership.objects.get(person=who.person, valid_until__isnull=True)


def named(cast: Cast, who: Somebody, **more: Any) -> Commitment:
    given = {"responsible": cast.unit, "person": who.person, "due_on": TODAY} | more
    return factories.commitment(cast, **given)


def of(who: Somebody) -> list[str]:
    """What of her commitments is open, as the page names it."""
    piles = [p for p in piles_of(who.person, TODAY) if p.work.label == "compromisos a su cargo"]
    return [task.label for pile in piles for task in pile.tasks]


def test_the_open_ones_are_named_and_no_others(cast: Cast) -> None:
    mine = named(cast, cast.bruno)
    told = named(cast, cast.bruno, promise="Enviar el informe", due_on=TODAY + DAY)
    actions.report_fulfilment(told, remarks="", file=factories.evidence(), by=cast.bruno.access)
    void = named(cast, cast.bruno)
    actions.void_commitment(void, reason="Se repite.", by=cast.diana.access)
    named(cast, cast.emilio)

    assert of(cast.bruno) == [
        f"Compromiso {mine.folio}: {mine.promise}",
        f"Compromiso {told.folio}: Enviar el informe",
    ]


def test_the_page_of_who_leaves_names_them_before_and_after(cast: Cast) -> None:
    made = named(cast, cast.bruno)
    nora, who = cast.nora.client(), cast.bruno.person.public_id

    for url in (reverse("people:person", args=[who]), reverse("people:pass_work", args=[who])):
        text = nora.get(url).content.decode()
        assert f"Compromiso {made.folio}: {made.promise}" in text
        assert "Plazo: 30-11-2007" in text

    url = reverse("people:end_function", args=[held(cast.bruno).public_id])
    after = nora.post(url, {"last_day": "30-11-2007", "reason": "Se va."}, follow=True)
    assert "Deja sin traspasar: compromisos a su cargo (1)." in after.content.decode()


def test_nothing_is_shown_of_who_works_in_another_service_too(cast: Cast) -> None:
    """What she promised there is not of this administrator, who could not see it otherwise."""
    add_membership(
        cast.bruno.person, role=Role.UNIT_OFFICER, organisation=cast.other,
        valid_from=date(2000, 1, 1), by=SCRIBE,
    )  # fmt: skip
    actions.register_commitment(
        cast.other,
        factories.promise(cast, promise="Ajeno", responsible=cast.other, person=cast.bruno.person),
        by=cast.carla.access,
    )
    assert len(of(cast.bruno)) == 1
    nora, who = cast.nora.client(), cast.bruno.person.public_id

    for url in (reverse("people:person", args=[who]), reverse("people:pass_work", args=[who])):
        text = nora.get(url).content.decode()
        assert "Ajeno" not in text
        assert "Trabaja también en otro servicio" in text
    unit = Membership.objects.get(person=cast.bruno.person, organisation=cast.unit)
    url = reverse("people:end_function", args=[unit.public_id])
    after = nora.post(url, {"last_day": "30-11-2007", "reason": "Se va."}, follow=True)
    assert after.status_code == 200
    assert "Deja sin traspasar" not in after.content.decode()


def test_they_pass_by_a_dated_step_and_the_event_counts_them(cast: Cast) -> None:
    made, told = named(cast, cast.bruno), named(cast, cast.bruno)
    actions.report_fulfilment(told, remarks="", file=factories.evidence(), by=cast.bruno.access)
    other = named(cast, cast.ana)

    count = pass_work(cast.bruno.person, cast.emilio.person, reason="Se va.", by=cast.nora.access)

    assert count == 2
    assert of(cast.bruno) == []
    assert len(of(cast.emilio)) == 2
    step = made.steps.get()
    assert (step.kind, step.on, step.person, step.organisation) == (
        "handed", TODAY, cast.emilio.person, cast.unit,
    )  # fmt: skip
    assert "B. Díaz" in step.remarks
    assert factories.read(other).person == cast.ana.person
    assert factories.read(told).state == "reported"
    event = lines(Event.objects.filter(kind="people.work_passed"))[0]
    assert "compromisos a su cargo (2)" in event.what
    assert list(check()) == []


def test_who_receives_them_is_in_charge_though_she_once_left_the_unit(cast: Cast) -> None:
    """Named after she had left it: what counts is where she was when it was given to her."""
    other = factories.body(cast, "finanzas", parent=cast.serviu)
    olga = factories.member(cast.unit, Role.UNIT_OFFICER)
    end_membership(
        held(olga), last_day=date(2007, 6, 30), reason="Otro cargo", by=SCRIBE, on=date(2007, 6, 30)
    )
    add_membership(
        olga.person, role=Role.UNIT_OFFICER, organisation=other, valid_from=date(2007, 7, 1),
        by=SCRIBE,
    )  # fmt: skip
    address = factories.mailed(olga)
    made = named(cast, cast.bruno, on=date(2007, 6, 1), made_on=date(2007, 6, 1))
    pass_work(cast.bruno.person, olga.person, reason="Se va.", by=cast.nora.access)

    assert made in Commitment.objects.filter(scope.to_report(olga.access, TODAY))
    assert [one.address for one, _ in daily.due_letters(TODAY)] == [address]
