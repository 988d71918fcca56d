"""Functions given and ended by an act; what happens to who has none any more; work passed on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from minga.core.approvals import tray
from minga.core.errors import NotAllowed
from minga.core.jobs.models import Subscription
from minga.core.lists.models import SavedView
from minga.core.models import Event
from minga.people.actions import add_membership, add_organisation, end_membership
from minga.people.actions.functions import (
    EndsBeforeItStarts,
    EndsInThePast,
    FunctionHeld,
    FunctionOver,
    GivesOneself,
    NotForThisOrganisation,
    OutsideTheOrganisation,
    ReasonMissing,
)
from minga.people.handover import (
    HandoverReasonMissing,
    HeirHasNoFunction,
    PassesToOneself,
    WorkChanged,
    mark_of,
    pass_work,
    piles_of,
)
from minga.people.models import Membership, PassedWork
from minga.people.substitutes import name_substitute
from minga.workplan import actions as workplan
from minga.workplan.awaiting import evidence_for
from tests.conftest import SCRIBE, TODAY, Cast, Somebody, nothing_recorded
from tests.core.database import refused, sql
from tests.people.citizens.factories import rosa, run
from tests.workplan import factories

DAY = timedelta(days=1)


def held(who: Somebody) -> Membership:
    return Membership.objects.own().get(person=who.person)


def given(cast: Cast, **changes: Any) -> Membership:
    values = {
        "role": "legal",
        "organisation": cast.unit,
        "valid_from": TODAY,
        "act_reference": "Res. Ex. 90",
        "by": cast.nora.access,
    } | changes
    person = values.pop("person", cast.pia.person)
    return add_membership(person, **values)


def ended(cast: Cast, who: Somebody, **changes: Any) -> Membership:
    values = {"last_day": TODAY, "reason": "Renunció.", "by": cast.nora.access} | changes
    return end_membership(held(who), act_reference="Res. Ex. 91", **values)


def test_from_its_day_on_it_gives_what_the_role_holds(cast: Cast) -> None:
    given(cast)

    assert cast.pia.access.may("regional_calls.review", cast.serviu.pk)
    assert not cast.pia.on(TODAY - DAY).may("regional_calls.review")
    event = Event.objects.latest("sequence")
    assert (event.reason, event.data["role"]) == ("Res. Ex. 90", "asesoría jurídica")


def test_nobody_gives_herself_a_function_nor_takes_it_off(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(GivesOneself):
        given(cast, person=cast.nora.person, role="institution_head")
    with nothing_recorded(), pytest.raises(GivesOneself):
        ended(cast, cast.nora)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"role": "ministry_reader"}, NotForThisOrganisation),
        ({"role": "municipality"}, NotForThisOrganisation),
        ({"valid_from": date(1999, 1, 1)}, OutsideTheOrganisation),
        ({"valid_until": TODAY}, EndsBeforeItStarts),
    ],
)
def test_what_is_wrong_gives_nothing(cast: Cast, changes: Any, error: type[Exception]) -> None:
    with nothing_recorded(), pytest.raises(error):
        given(cast, **changes)


def test_the_same_one_is_not_given_twice_for_the_same_days(cast: Cast) -> None:
    first = given(cast)

    with nothing_recorded(), pytest.raises(FunctionHeld, match="sin término"):
        given(cast, valid_from=TODAY + DAY)
    copy = "INSERT INTO people_membership (person_id, role, organisation_id, is_substitute, "
    copy += "delegated, act_reference, valid_from, event_id) SELECT person_id, role, "
    copy += "organisation_id, is_substitute, delegated, act_reference, valid_from, event_id "
    with refused("ya tiene esa función allí"):
        sql(f"{copy} FROM people_membership WHERE id = %s", first.pk)


def test_it_ends_after_its_last_day_with_who_stands_for_its_holder(cast: Cast) -> None:
    stand_in = name_substitute(
        held(cast.diana), cast.emilio.person, valid_from=TODAY, last_day=TODAY + 9 * DAY,
        act_reference="Res. Ex. 120", by=cast.nora.access,
    )  # fmt: skip

    ended(cast, cast.diana)

    stand_in.refresh_from_db()
    assert stand_in.valid_until == held(cast.diana).valid_until == TODAY + DAY
    assert cast.diana.on(TODAY).may("workplan.approve")
    assert not cast.diana.on(TODAY + DAY).may("workplan.approve")
    assert not cast.emilio.on(TODAY + DAY).may("workplan.approve")
    event = Event.objects.latest("sequence")
    assert event.reason == "Res. Ex. 91: Renunció."


def test_a_function_does_not_end_under_who_stands_for_it(cast: Cast) -> None:
    name_substitute(
        held(cast.diana), cast.emilio.person, valid_from=TODAY, last_day=TODAY + 9 * DAY,
        act_reference="Res. Ex. 120", by=cast.nora.access,
    )  # fmt: skip

    with refused("se terminan sus subrogaciones"):
        sql(
            "UPDATE people_membership SET valid_until = %s WHERE id = %s",
            TODAY + DAY,
            held(cast.diana).pk,
        )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"last_day": TODAY - DAY}, EndsInThePast),
        ({"last_day": date(1999, 12, 31)}, EndsBeforeItStarts),
    ],
)
def test_what_is_wrong_ends_nothing(cast: Cast, changes: Any, error: type[Exception]) -> None:
    with nothing_recorded(), pytest.raises(error):
        ended(cast, cast.ana, **changes)


def test_one_that_is_over_does_not_end_again(cast: Cast) -> None:
    ended(cast, cast.ana)
    later = TODAY + DAY

    with nothing_recorded(), pytest.raises(FunctionOver):
        ended(cast, cast.ana, last_day=later, by=cast.nora.on(later), on=later)


def test_of_another_institution_it_is_not_hers_to_end(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        ended(cast, cast.carla)


def test_an_open_session_notices_at_the_next_request(cast: Cast, settings: Any) -> None:
    client = cast.ana.client()
    assert client.get("/").status_code == 200

    ended(cast, cast.ana)
    settings.TODAY = TODAY + DAY

    for url in ("/", "/programas/", "/buscar/?q=plan", "/organizaciones/"):
        answer = client.get(url)
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "Su función de profesional de la unidad en SERVIU Región de Tarapacá" in page
        assert "terminó el 30-11-2007" in page
        assert "/programas/" not in page
        # Each way out also forgets the pages that the phone took along.
        assert page.count("data-sign-out") == page.count('action="/salir/"') > 0
    assert client.get("/registro/").status_code == 200
    assert client.post("/salir/").status_code == 302


def returned(cast: Cast) -> None:
    """Evidence of Ana that Sofía's unit sent back."""
    plan = factories.approved(cast, ((10, 10),) * 5)
    line = factories.activities(plan)[0].line
    evidence = factories.uploaded(line, cast.ana)
    workplan.return_evidence(evidence, remarks="Falta la firma.", by=cast.bruno.access, on=TODAY)


def passed(cast: Cast, **changes: Any) -> int:
    values = {"reason": "Se va del servicio.", "by": cast.nora.access} | changes
    heir = values.pop("heir", cast.bruno.person)
    return pass_work(cast.ana.person, heir, **values)


def with_open_work(cast: Cast) -> None:
    returned(cast)
    SavedView.objects.create(
        owner=cast.ana.person.user, owner_label="A. Soto", list_key="programas",
        path="/programas/", name="Mía",
    )  # fmt: skip
    SavedView.objects.create(
        owner=cast.bruno.person.user, owner_label="B. Díaz", list_key="programas",
        path="/programas/", name="Mía",
    )  # fmt: skip
    Subscription.objects.create(
        asked_by=cast.ana.pk, asked_by_label="A. Soto", report="atrasadas", title="Atrasadas",
        cadence="weekly", recipients=["ana@serviu.cl"],
    )  # fmt: skip
    factories.submitted(cast, year=2006)


def test_all_the_open_work_of_who_leaves_passes_in_one_go(cast: Cast) -> None:
    with_open_work(cast)
    told = {pile.work.label: len(pile.tasks) for pile in piles_of(cast.ana.person, TODAY)}
    before = Event.objects.count()

    count = passed(cast)

    assert told == {
        "vistas guardadas": 1,
        "envíos programados": 1,
        "envíos a aprobación": 1,
        "evidencias por corregir": 1,
    }
    assert count == sum(told.values())
    assert Event.objects.count() == before + 1
    views = SavedView.objects.filter(owner=cast.bruno.person.user).values_list("name", flat=True)
    assert sorted(views) == ["Mía", "Mía (de A. Soto)"]
    assert Subscription.objects.get().asked_by == cast.bruno.pk
    assert evidence_for(cast.bruno.access, TODAY).filter(uploaded_by=cast.ana.pk).exists()
    assert tray.sent_by(cast.bruno.access, TODAY)


def test_what_had_passed_to_who_leaves_passes_on(cast: Cast) -> None:
    returned(cast)
    passed(cast)

    pass_work(cast.bruno.person, cast.emilio.person, reason="También se va.", by=cast.nora.access)

    heirs = PassedWork.objects.filter(person=cast.ana.person).values_list("heir", flat=True)
    assert set(heirs) == {cast.bruno.pk, cast.emilio.pk}
    assert evidence_for(cast.emilio.access, TODAY).filter(uploaded_by=cast.ana.pk).exists()


def test_what_was_shown_is_what_passes(cast: Cast) -> None:
    seen = mark_of(piles_of(cast.ana.person, TODAY))
    returned(cast)

    with nothing_recorded(), pytest.raises(WorkChanged):
        passed(cast, seen=seen)
    assert not PassedWork.objects.exists()


def test_work_passes_to_somebody_else_of_the_service_and_says_why(cast: Cast) -> None:
    for changes, error in (
        ({"heir": cast.ana.person}, PassesToOneself),
        ({"heir": cast.pia.person}, HeirHasNoFunction),
        ({"heir": cast.carla.person}, HeirHasNoFunction),
        ({"reason": " "}, HandoverReasonMissing),
        ({"by": cast.diana.access}, NotAllowed),
    ):
        with nothing_recorded(), pytest.raises(error):
            passed(cast, **changes)
    with refused("passedwork_to_another|no se modifican"):
        passed(cast)
        sql("UPDATE people_passedwork SET heir_id = person_id")


def test_the_page_of_a_person_gives_and_ends(cast: Cast) -> None:
    client = cast.nora.client()
    person = cast.pia.person.public_id
    form = {
        "organisation": cast.unit.pk, "role": "legal", "valid_from": "2007-11-30",
        "last_day": "", "territory": "", "act_reference": "Res. Ex. 90",
    }  # fmt: skip

    assert client.post(reverse("people:give_function", args=[person]), form).status_code == 302
    page = client.get(reverse("people:person", args=[person])).content.decode()
    assert "asesoría jurídica" in page
    end = reverse("people:end_function", args=[held(cast.pia).public_id])
    wrong = client.post(end, {"last_day": "2007-11-29", "reason": "Sí."})
    assert wrong.status_code == 422
    assert "El último día no puede ser anterior al primero" in wrong.content.decode()
    assert client.post(end, {"last_day": "2007-11-30", "reason": "Sí."}).status_code == 302
    assert held(cast.pia).last_day == TODAY


def test_a_sponsor_sees_nothing_of_the_service(cast: Cast) -> None:
    egis = add_organisation(
        key="egis", name="EGIS", short_name="EGIS", kind="sponsor", valid_from=TODAY, by=SCRIBE
    )
    add_membership(
        cast.pia.person, role="sponsor", organisation=egis, valid_from=TODAY, by=cast.nora.access
    )
    plan = factories.approved(cast, ((10, 10),) * 5)

    assert cast.pia.access.may("sponsor_projects.prepare", egis.pk)
    assert cast.pia.client().get(f"/programas/{plan.public_id}/").status_code == 404


def test_work_in_another_service_is_not_passed_from_here(cast: Cast) -> None:
    add_membership(
        cast.ana.person, role="legal", organisation=cast.other, valid_from=TODAY, by=SCRIBE
    )

    with nothing_recorded(), pytest.raises(NotAllowed):
        passed(cast)


def test_who_was_only_attended_is_nobody_whom_one_administers(cast: Cast) -> None:
    """Their names are shown at the counter, which notes who read them."""
    citizen, nora = rosa(cast), cast.nora.client()

    assert nora.get(reverse("people:person", args=[citizen.public_id])).status_code == 404
    typed = {"given_names": "X", "family_names": citizen.person.family_names, "rut": run(1)}
    answer = nora.post(reverse("people:add_person"), typed)
    assert answer.status_code == 422
    assert "ya estaba" not in answer.content.decode()
