"""One record by RUN: added, corrected with its history, provisional without a RUN, merged."""

from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction
from django.urls import reverse

from minga.core.approvals import actions as approvals
from minga.core.approvals import rounds
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.verification import verify
from minga.people.actions import add_organisation, add_person
from minga.people.citizens import actions
from minga.people.citizens.actions.persons import AlreadyThere
from minga.people.citizens.models import Citizen, CitizenData, Merge
from minga.people.models import Party
from tests.conftest import SCRIBE, TODAY, Cast, Somebody, nothing_recorded
from tests.core.database import commit, sql
from tests.people.citizens import factories

ROSA = actions.Identity("Rosa", "Mamani Choque")


def adding(**more: str) -> dict[str, str]:
    form = {"document": "run", "run": "", "given_names": "Juana", "family_names": "Cruz"}
    empty = dict.fromkeys(("phone", "email", "address", "commune", "birth_date"), "")
    return form | empty | {"sex": "unstated", "document_number": "", "document_country": ""} | more


def test_a_person_is_added_from_the_page(cast: Cast) -> None:
    sent = cast.celia.client().post(reverse("citizens:add"), adding(run="33.333.301-5"))

    citizen = Citizen.objects.get()
    assert sent.status_code == 302
    assert (citizen.run, citizen.full_name, citizen.service) == (
        "33.333.301-5",
        "Juana Cruz",
        cast.serviu,
    )
    assert Event.objects.latest("sequence").data == {"document": "RUN"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"run": "33.333.301-0"}, "dígito verificador"),
        ({"run": ""}, "Escriba el RUN"),
        ({"document": "passport"}, "Escriba el número"),
        ({"document": "passport", "document_number": "A1"}, "qué país"),
        ({"run": "33.333.301-5", "given_names": " "}, "Corrija"),
        ({"run": "33.333.301-5", "birth_date": "2007-12-01"}, "posterior a hoy"),
    ],
)
def test_what_is_wrong_is_said_beside_it(cast: Cast, more: dict[str, str], said: str) -> None:
    page = cast.celia.client().post(reverse("citizens:add"), adding(**more))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert Citizen.objects.count() == 0


def test_two_persons_with_one_run_are_refused_kindly(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    page = cast.celia.client().post(reverse("citizens:add"), adding(run=rosa.run))

    text = page.content.decode()
    assert page.status_code == 409
    assert "Ya existe una ficha con ese RUN" in text
    assert reverse("citizens:person", args=[rosa.public_id]) in text
    assert "Rosa" not in text.partition("<main")[2]


def test_and_by_the_database(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        sql(
            "INSERT INTO people_party (public_id, kind, rut, event_id) VALUES (%s, %s, %s, %s)",
            "x",
            "person",
            rosa.person.party.rut,
            rosa.event_id,
        )


# What is not even a number PostgreSQL refuses in its own words.
@pytest.mark.parametrize("rut", ["12345678-4", "12.345.678-5", "012345678-5", "1000005-0"])
def test_the_database_knows_the_check_digit(cast: Cast, rut: str) -> None:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        sql("UPDATE people_party SET rut = %s WHERE id = %s", rut, cast.pia.pk)


@pytest.mark.parametrize("rut", ["12345678-5", "1000005-K", "10000004-0", "7654321-6"])
def test_and_takes_the_right_ones(cast: Cast, rut: str) -> None:
    with transaction.atomic():
        sql("UPDATE people_party SET rut = %s WHERE id = %s", rut, cast.pia.pk)


def test_a_rut_of_an_organisation_is_told_to_be_one(cast: Cast) -> None:
    add_organisation(
        key="banco",
        name="Banco",
        short_name="Banco",
        kind="agency",
        valid_from=TODAY,
        rut=factories.run(7),
        by=SCRIBE,
    )

    with pytest.raises(DomainError, match="de una organización"):
        factories.citizen(cast.celia, cast.serviu, 7)


def test_a_civil_servant_gets_a_record_of_the_same_person(cast: Cast) -> None:
    person = add_person(given_names="Eva", family_names="Ríos", rut=factories.run(8), by=SCRIBE)

    found = factories.citizen(cast.celia, cast.serviu, 8)

    assert found.person == person
    assert Party.objects.filter(rut=factories.run(8)).count() == 1


def test_who_has_no_run_is_provisional_and_told_apart(cast: Cast) -> None:
    yeni = factories.foreigner(cast)

    assert (yeni.is_provisional, yeni.identifier) == (True, "pasaporte AB123456, Bolivia")
    with nothing_recorded(), pytest.raises(AlreadyThere):
        factories.foreigner(cast, " ab 123456 ")
    page = cast.celia.client().get("/atencion/", {"run": "AB123456"})
    assert "provisional, sin RUN" in page.content.decode()


def test_later_the_run_is_written(cast: Cast) -> None:
    yeni, rosa = factories.foreigner(cast), factories.rosa(cast)
    by = cast.celia.access

    with nothing_recorded(), pytest.raises(AlreadyThere):
        actions.give_run(yeni, rosa.run, reason="Trajo su cédula.", by=by)
    found = actions.give_run(yeni, "33.333.302-3", reason="Trajo su cédula.", by=by)

    assert (found.is_provisional, found.run) == (False, "33.333.302-3")
    with pytest.raises(DomainError, match="ya tiene"):
        actions.give_run(yeni, "33.333.303-1", reason="Otra.", by=by)


def test_a_correction_replaces_and_keeps_what_was(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    new = actions.Identity("Rosa", "Mamani Quispe", birth_date=date(1960, 5, 17))

    actions.correct_citizen(rosa, new, reason="Mostró su cédula.", by=cast.celia.access)

    old, last = CitizenData.objects.filter(citizen=rosa).order_by("pk")
    assert (old.family_names, last.family_names, last.replaces) == (
        "Mamani Choque",
        "Mamani Quispe",
        old,
    )
    assert Citizen.objects.get().full_name == "Rosa Mamani Quispe"
    data = Event.objects.latest("sequence").data
    assert "Quispe" not in str(data)
    assert "apellidos" in data["fields"]


def test_two_corrections_at_once_show_both_texts(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    first = CitizenData.objects.get()
    by = cast.celia.access
    actions.correct_citizen(rosa, ROSA, reason="Una.", seen=first.pk, by=by)

    new = actions.Identity("Rosa", "Mamani", phone="99")
    with nothing_recorded(), pytest.raises(StaleForm) as refused:
        actions.correct_citizen(rosa, new, reason="Otra.", seen=first.pk, by=by)

    assert refused.value.differences["Teléfono"] == ("", "99")


def test_the_database_keeps_what_was_known(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    for change in (
        "UPDATE citizens_citizendata SET family_names = 'Otra' WHERE citizen_id = %s",
        "UPDATE citizens_citizendata SET birth_date = '1950-01-01' WHERE citizen_id = %s",
        "UPDATE citizens_citizendata SET sex = 'male' WHERE citizen_id = %s",
        "UPDATE citizens_citizendata SET \"on\" = '1999-01-01' WHERE citizen_id = %s",
        "DELETE FROM citizens_citizendata WHERE citizen_id = %s",
        "DELETE FROM citizens_citizen WHERE person_id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(change, rosa.pk)


def test_a_correction_needs_a_reason_a_change_and_the_counter(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    same = actions.Identity(
        **{name: getattr(CitizenData.objects.get(), name) for name in ROSA.__dataclass_fields__}
    )

    with nothing_recorded():
        with pytest.raises(DomainError, match="motivo"):
            actions.correct_citizen(rosa, ROSA, reason=" ", by=cast.celia.access)
        with pytest.raises(DomainError, match="No cambió"):
            actions.correct_citizen(rosa, same, reason="Nada.", by=cast.celia.access)
        with pytest.raises(NotAllowed):
            actions.correct_citizen(rosa, ROSA, reason="X.", by=cast.ana.access)


def merged(cast: Cast, *, by: Somebody | None = None) -> tuple[Citizen, Citizen, Merge]:
    rosa, yeni = factories.rosa(cast), factories.foreigner(cast)
    factories.attention(cast, yeni)
    merge = actions.propose_merge(
        cast.serviu, rosa, yeni, reason="Mismo pasaporte.", by=cast.celia.access
    )
    approvals.pass_step(merge, seen=rounds.seen_of(merge), by=(by or cast.emilio).access)
    return rosa, yeni, merge


def test_a_duplicate_is_merged_by_two_people(cast: Cast) -> None:
    rosa, yeni, merge = merged(cast)

    yeni.refresh_from_db()
    merge.refresh_from_db()
    assert (yeni.state, yeni.merged_into, merge.state) == ("superseded", rosa, "done")
    page = cast.celia.client().get("/atencion/", {"run": "AB123456"}).content.decode()
    assert "Rosa Mamani Choque" in page
    panel = reverse("citizens:panel_attentions", args=[rosa.public_id])
    assert "1 de 2007" in cast.celia.client().get(panel).content.decode()
    commit()
    assert verify() == []


def test_who_proposes_a_merge_does_not_approve_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        merged(cast, by=cast.celia)
    assert Citizen.objects.filter(state="superseded").count() == 0


def test_a_merge_is_undone_only_by_another_act(cast: Cast) -> None:
    rosa, yeni, _ = merged(cast)

    apart = actions.propose_merge(
        cast.serviu, rosa, yeni, reason="No eran.", part=True, by=cast.celia.access
    )
    yeni.refresh_from_db()
    assert yeni.state == "superseded"
    approvals.pass_step(apart, seen=rounds.seen_of(apart), by=cast.emilio.access)

    yeni.refresh_from_db()
    assert (yeni.state, yeni.merged_into) == ("active", None)
    assert Merge.objects.count() == 2


def test_a_merge_that_was_returned_changes_nothing(cast: Cast) -> None:
    rosa, yeni = factories.rosa(cast), factories.foreigner(cast)
    by = cast.celia.access
    merge = actions.propose_merge(cast.serviu, rosa, yeni, reason="Iguales.", by=by)

    seen = rounds.seen_of(merge)
    approvals.return_it(merge, remarks="Son dos.", seen=seen, by=cast.emilio.access)

    yeni.refresh_from_db()
    merge.refresh_from_db()
    assert (yeni.state, merge.state) == ("active", "returned")
    assert actions.propose_merge(cast.serviu, rosa, yeni, reason="Ahora sí.", by=by)


def test_the_one_with_run_stays_and_nobody_merges_with_oneself(cast: Cast) -> None:
    rosa, yeni = factories.rosa(cast), factories.foreigner(cast)
    by = cast.celia.access

    with nothing_recorded():
        with pytest.raises(DomainError, match="la ficha que tiene RUN"):
            actions.propose_merge(cast.serviu, yeni, rosa, reason="X.", by=by)
        with pytest.raises(DomainError, match="misma ficha"):
            actions.propose_merge(cast.serviu, rosa, rosa, reason="X.", by=by)


def test_a_merged_record_takes_nothing_more(cast: Cast) -> None:
    rosa, yeni, _ = merged(cast)

    with nothing_recorded(), pytest.raises(DomainError, match="se fusionó"):
        factories.attention(cast, yeni)
    with nothing_recorded(), pytest.raises(DomainError, match="dos fichas activas"):
        actions.propose_merge(cast.serviu, rosa, yeni, reason="Otra vez.", by=cast.celia.access)


def test_what_awaits_approval_is_frozen(cast: Cast) -> None:
    rosa, yeni = factories.rosa(cast), factories.foreigner(cast)
    merge = actions.propose_merge(cast.serviu, rosa, yeni, reason="Iguales.", by=cast.celia.access)

    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE citizens_merge SET reason = 'otro' WHERE id = %s", merge.pk)
