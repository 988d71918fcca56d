"""Two reports of a visit, through the pages: told to both, decided by a third person, none lost."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from minga.core.registries import awaiting
from minga.visits import actions
from minga.visits.actions.assigning import Asked
from minga.visits.errors import VisitRefused
from minga.visits.models import Photo, Visit, VisitReport
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.visits import factories as make

REASON = "Trae la foto de la obra"


def sent(visit: Visit, who: Somebody, shade: int, **more: str) -> tuple[str, dict[str, object]]:
    """From the phone of one person, the photo and then the report; and what it is answered."""
    url, client, uuid = reverse("visits:fill", args=[visit.public_id]), who.client(), str(uuid4())
    headers = {"X-Minga-Device": str(who.person.pk)}
    question = visit.version.questions.get(number=1).key
    shot = {"add_photo": "1", "client_uuid": uuid, "question": question}
    shot |= {"no_place_reason": "sin señal de GPS"}
    taken = client.post(url, {**shot, "photo": make.picture(shade)}, headers=headers)
    assert taken.status_code == 200
    filled = {f"q-{question}": "Sí", "result": "conforming", "client_uuid": uuid} | more
    answer = client.post(url, filled, headers=headers)
    assert answer.status_code == 200
    return uuid, answer.json()


def page(visit: Visit, who: Somebody) -> str:
    url = reverse("visits:visit", args=[visit.public_id])
    return who.client().get(url).content.decode()


def waits(who: Somebody, visit: Visit) -> list[str]:
    """What the home of somebody says of a visit: its line begins with what it is."""
    found = [one for find in awaiting for one in find(who.access, TODAY)]
    return [one.verb for one in found if one.label == f"Visita: {visit.title}"]


def state(who: Somebody) -> dict[str, list[str]]:
    return who.client().get(reverse("visits:state")).json()


def decide(client: Client, visit: Visit, chosen: VisitReport | None, **more: object) -> int:
    seen = Visit.objects.get(pk=visit.pk).event_id
    typed = {"seen": seen, "chosen": chosen.public_id if chosen else "", "reason": REASON}
    return client.post(reverse("visits:resolve", args=[visit.public_id]), typed | more).status_code


@pytest.fixture
def met(cast: Cast) -> tuple[Visit, str, str]:
    """Ana filled it without signal; meanwhile it passed to Bruno, who reported it first."""
    visit = make.assigned(cast)
    actions.assign_visit(visit, cast.bruno.person, reason="Turno", by=cast.emilio.access)
    first, said = sent(visit, cast.bruno, 1)
    assert said == {"state": "sent"}
    second, said = sent(visit, cast.ana, 2, result="remarks", observations="Falta la vereda")
    assert said == {"state": "conflict"}
    return visit, first, second


def test_both_are_told_and_the_head_sees_them_side_by_side(cast: Cast, met: tuple[Visit, str, str]):
    visit, first, second = met
    assert waits(cast.ana, visit) == waits(cast.bruno, visit) == ["Ver los dos informes"]
    assert waits(cast.emilio, visit) == ["Decidir qué informe vale"]
    assert state(cast.bruno)["conflicts"] == [first]
    assert state(cast.ana)["conflicts"] == [second]
    for who in (cast.ana, cast.bruno, cast.emilio):
        said = page(visit, who)
        assert said.count("en conflicto") == 1
        assert "Falta la vereda" in said
        assert ("Decidir qué informe vale" in said) == (who == cast.emilio)


@pytest.mark.parametrize("late_one_stands", [True, False])
def test_one_is_set_aside_with_its_reason_and_nothing_is_lost(
    cast: Cast, met: tuple[Visit, str, str], late_one_stands: bool
):
    visit, first, second = met
    stands, aside = (second, first) if late_one_stands else (first, second)
    chosen = VisitReport.objects.get(client_uuid=stands)
    assert decide(cast.emilio.client(), visit, chosen, reason=" ") == 422
    assert decide(cast.emilio.client(), visit, chosen, seen=1) == 409
    assert decide(cast.emilio.client(), visit, None) == 422
    assert decide(cast.emilio.client(), visit, chosen) == 302

    kept = VisitReport.objects.get(client_uuid=aside)
    assert (kept.standing, kept.decided_reason) == ("superseded", REASON)
    assert (kept.decided_by, kept.decided_on) == (cast.emilio.person, TODAY)
    assert Visit.objects.get().status == "done"
    for who in (cast.ana, cast.bruno, cast.emilio):
        said = page(visit, who)
        assert f"Vale por decisión de {cast.emilio.person}" in said
        assert f"Quedó como antecedente por decisión de {cast.emilio.person}" in said
        assert said.count(REASON) == 2
        assert "Falta la vereda" in said  # whichever stands
        for photo in Photo.objects.select_related("document"):
            assert reverse("documents:download", args=[photo.document.public_id]) in said
        assert waits(who, visit) == []
    # The phone of who wrote it tells; what it sends again is the same row.
    writer = cast.bruno if late_one_stands else cast.ana
    other = cast.ana if late_one_stands else cast.bruno
    assert (state(writer)["conflicts"], state(writer)["aside"]) == ([], [aside])
    assert (state(other)["conflicts"], state(other)["aside"]) == ([], [])
    assert decide(cast.emilio.client(), visit, chosen) == 409  # once


def test_a_third_one_is_in_conflict_again_and_earlier_reasons_stay(
    cast: Cast, met: tuple[Visit, str, str]
):
    visit, first, second = met
    assert decide(cast.emilio.client(), visit, VisitReport.objects.get(client_uuid=first)) == 302
    third, said = sent(visit, cast.ana, 3)
    assert said == {"state": "conflict"}
    assert waits(cast.emilio, visit) == ["Decidir qué informe vale"]
    last = VisitReport.objects.get(client_uuid=third)
    assert decide(cast.emilio.client(), visit, last, reason="Es la última") == 302
    told = dict(VisitReport.objects.values_list("client_uuid", "decided_reason"))
    assert told == {first: "Es la última", second: REASON, third: "Es la última"}
    standing = dict(VisitReport.objects.values_list("client_uuid", "standing"))
    assert standing == {first: "superseded", second: "superseded", third: "stands"}
    assert Photo.objects.count() == 3


def test_the_report_of_another_visit_does_not_stand(cast: Cast, met: tuple[Visit, str, str]):
    visit, *_ = met
    head = cast.emilio.access
    other = actions.ask_visit(
        visit.rule, visit.visible_case(head), Asked("Otra", "Denuncia"), by=head
    )
    actions.assign_visit(other, cast.ana.person, by=cast.emilio.access)
    foreign = make.reported(other, cast.ana, shade=9)
    with nothing_recorded(), pytest.raises(VisitRefused):
        actions.resolve_conflict(visit, foreign, reason="x", by=cast.emilio.access)


def test_no_report_is_set_aside_without_who_and_why(cast: Cast, met: tuple[Visit, str, str]):
    sql = "UPDATE visits_visitreport SET standing = 'superseded' WHERE client_uuid = %s"
    own = (
        "UPDATE visits_visitreport SET standing = 'superseded', decided_by_id = by_id, "
        "decided_on = visited_on, decided_reason = 'x' WHERE client_uuid = %s"
    )
    for each in (sql, own):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(each, [met[2]])
