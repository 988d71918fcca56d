"""Where a visit is made, and how far from there its photos were taken."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.visits import actions, says
from minga.visits.actions.assigning import Asked
from minga.visits.cases import visit_case_of
from minga.visits.errors import ReasonMissing, VisitChanged, VisitOver, VisitRefused
from minga.visits.models import Photo, Visit, VisitPlace
from minga.visits.pictures import reports_of
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.visits import factories as make
from tests.workplan import factories

POINT = (-701_400_000, -202_100_000)
OTHER = "address = 'Otra', longitude = -1, latitude = -1"
PLACE: dict[str, Any] = {"address": "Los Molles 12", "point": POINT, "reason": "Carpeta"}


def of_calendar(cast: Cast) -> Visit:
    """One that a rule put there, without a point of its own; given to Ana."""
    factories.approved(cast)
    made = make.rule(cast, anchor="actividad-comienza", rhythm="months", every=1)
    actions.make_due_visits(by=SCRIBE, on=TODAY)
    visit = Visit.objects.filter(rule=made).order_by("pk")[0]
    return actions.assign_visit(visit, cast.ana.person, by=cast.emilio.access)


def write(sql: str, pk: int) -> None:
    """Past the actions."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])


def page(cast: Cast, visit: Visit) -> str:
    url = reverse("visits:visit", args=[visit.public_id])
    return cast.emilio.client().get(url).content.decode()


def test_a_visit_of_the_calendar_gets_its_place_and_its_photos_are_compared(cast: Cast):
    visit = of_calendar(cast)
    uuid = uuid4()
    make.photographed(visit, cast.ana, uuid)
    assert "no tiene un punto con que compararlo" in page(cast, visit)
    actions.place_visit(visit, **PLACE, by=cast.emilio.access)
    # Also the photo that came before the place was given.
    said = page(cast, visit)
    assert "a 0 m del lugar" in said
    assert "Los Molles 12" in said
    assert "-20,21000; -70,14000" in said
    assert "500 m <span" in said
    assert "sin verificar" in said
    assert VisitPlace.objects.get().by == cast.emilio.person


@pytest.mark.parametrize(
    ("metres", "accuracy", "said"),
    [
        (0, 5, ""),
        (490, 5, ""),
        (495, 20, "no es seguro que sea ahí"),
        (510, 20, "no es seguro que sea ahí"),
        (600, 99, "lejos"),
        (600, 100, "no es seguro que sea ahí"),
        (501, None, "lejos"),
        (None, 5, ""),
    ],
)
def test_a_photo_is_far_beyond_the_tolerance_and_any_error_of_the_device(
    metres: int | None, accuracy: int | None, said: str
):
    assert says.nearness(metres, accuracy, 500) == said


def test_the_tolerance_is_that_of_the_rule_that_made_the_visit(cast: Cast):
    visit = make.assigned(cast, tolerance=20_000)
    far = actions.Place(POINT[0], POINT[1] - 1_000_000, 5)
    make.photographed(visit, cast.ana, uuid4(), place=far)
    (one,) = reports_of(Visit.objects.get()).loose
    assert (one.distance, one.doubt) == ("a 11,1 km del lugar", "")
    assert "20.000 m" in page(cast, visit)


def test_a_rule_refuses_a_tolerance_that_is_none(cast: Cast):
    with pytest.raises(AlreadyDecided, match=r"de 10 a 20\.000 metros"):
        make.rule(cast, tolerance=5)


def test_an_approved_tolerance_stays(cast: Cast):
    version = make.rule(cast).versions.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        write("UPDATE visits_ruleversion SET tolerance = 900 WHERE id = %s", version.pk)


def test_a_place_says_where_and_why_and_only_the_head_gives_it(cast: Cast):
    visit = make.assigned(cast)
    head = cast.emilio.access
    with nothing_recorded():
        with pytest.raises(VisitRefused):
            actions.place_visit(visit, address=" ", point=None, reason="Carpeta", by=head)
        with pytest.raises(ReasonMissing):
            actions.place_visit(visit, **PLACE | {"reason": " "}, by=head)
        with pytest.raises(NotAllowed):
            actions.place_visit(visit, **PLACE, by=cast.ana.access)
        with pytest.raises(VisitChanged):
            actions.place_visit(visit, **PLACE, seen=1, by=head)
        with pytest.raises(VisitRefused):
            actions.place_visit(visit, address="", point=POINT, reason="El mismo", by=head)


def test_the_place_of_a_visit_that_was_made_stays(cast: Cast):
    visit = make.assigned(cast)
    make.reported(visit, cast.ana)
    with nothing_recorded(), pytest.raises(VisitOver):
        actions.place_visit(visit, **PLACE, by=cast.emilio.access)
    # Not even with a row that says so.
    row = 'address, longitude, latitude, reason, "on", by_id, event_id, visit_id'
    values = "'Otra', -1, -1, 'x', opens_on, inspector_id, event_id, id"
    write(
        f"INSERT INTO visits_visitplace ({row}) SELECT {values} FROM visits_visit WHERE id = %s",
        visit.pk,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        write(f"UPDATE visits_visit SET {OTHER} WHERE id = %s", visit.pk)


def test_a_point_never_moves_without_its_row(cast: Cast):
    visit = make.assigned(cast)
    for change in ("latitude = -1", "longitude = NULL, latitude = NULL", "address = 'Otra'"):
        with pytest.raises(DatabaseError), transaction.atomic():
            write(f"UPDATE visits_visit SET {change} WHERE id = %s", visit.pk)
    actions.place_visit(
        visit, address="Sin punto", point=None, reason="Error", by=cast.emilio.access
    )
    assert Visit.objects.get().latitude is None


def test_asked_by_hand_a_visit_takes_the_place_of_its_case(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    registered = visit_case_of(make.PLAN)
    assert registered is not None
    monkeypatch.setitem(registered.__dict__, "place", lambda case: ("Plaza Prat", POINT))
    rule, plan = make.rule(cast), factories.approved(cast)
    visit = actions.ask_visit(rule, plan, Asked("Obra", "Denuncia"), by=cast.emilio.access)
    assert (visit.address, visit.latitude) == ("Plaza Prat", POINT[1])
    own = Asked("Obra", "Denuncia", address="Bulnes 3")
    visit = actions.ask_visit(rule, plan, own, by=cast.emilio.access)
    assert (visit.address, visit.latitude) == ("Bulnes 3", None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        ("20,2141", "-70,1520", "no está en Chile"),
        ("-70,1520", "-20,2141", "no está en Chile"),
        ("-20,2141", "70,1520", "no está en Chile"),
        ("0", "0", "no está en Chile"),
        ("-20,2141", "", "las dos coordenadas"),
    ],
)
def test_a_wrong_point_is_refused_kindly(cast: Cast, latitude: str, longitude: str, sentence: str):
    visit = make.assigned(cast)
    url = reverse("visits:place", args=[visit.public_id])
    typed = {"seen": visit.event_id, "latitude": latitude, "longitude": longitude, "reason": "Mapa"}
    answer = cast.emilio.client().post(url, typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not VisitPlace.objects.exists()


def test_the_form_gives_the_place_and_shows_it_again(cast: Cast):
    visit = make.assigned(cast)
    url = reverse("visits:place", args=[visit.public_id])
    typed = {"latitude": "-20,5", "longitude": "-70,25", "address": "Km 12", "reason": "Mapa"}
    client = cast.emilio.client()
    assert client.post(url, typed | {"seen": visit.event_id}).status_code == 302
    visit.refresh_from_db()
    assert (visit.latitude, visit.longitude) == (-205_000_000, -702_500_000)
    form = client.get(reverse("visits:visit", args=[visit.public_id])).context["forms"]["place"]
    assert form.initial["latitude"] == Decimal("-20.5")
    # The phone has it too, to say how far a photo is.
    fill = cast.ana.client().get(reverse("visits:fill", args=[visit.public_id])).content.decode()
    assert 'data-at="-20.5000000,-70.2500000"' in fill
    assert 'data-tolerance="500"' in fill
    assert not Photo.objects.exists()
