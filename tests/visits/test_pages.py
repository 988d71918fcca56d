"""The pages: whose visit it is, what the device sends, what a plain form sends."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minga.core.registries import awaiting
from minga.people.roles import Role
from minga.territory.frames import frame_on
from minga.territory.locate import NOWHERE
from minga.visits import actions
from minga.visits.models import Photo, Visit, VisitReport
from minga.visits.views import calendar
from tests.conftest import TODAY, Cast, Somebody
from tests.visits import factories as make


def device(
    client: Client, visit: Visit, who: Somebody, name: str = "fill", **fields: object
) -> tuple[int, dict[str, object]]:
    """As the device of somebody sends it, in the session of whoever is signed in."""
    url = reverse(f"visits:{name}", args=[visit.public_id])
    answer = client.post(url, fields, headers={"X-Minga-Device": str(who.person.pk)})
    return answer.status_code, answer.json()


def test_another_persons_visit_is_404(cast: Cast):
    visit = make.assigned(cast)
    url = reverse("visits:fill", args=[visit.public_id])
    assert cast.ana.client().get(url).status_code == 200
    assert cast.bruno.client().get(url).status_code == 404
    assert (
        cast.carla.client().get(reverse("visits:visit", args=[visit.public_id])).status_code == 404
    )


def test_a_device_sends_the_photo_and_then_the_report(cast: Cast):
    visit, uuid, client = make.assigned(cast), str(uuid4()), cast.ana.client()
    question = visit.version.questions.get(number=1).key
    shot = {"add_photo": "1", "client_uuid": uuid, "question": question}
    assert device(client, visit, cast.ana, **shot, photo=make.picture())[0] == 422
    place = {"latitude": "-20.2100000", "longitude": "-70.1400000", "accuracy": "8"}
    assert device(client, visit, cast.ana, **shot, **place, photo=make.picture())[0] == 200
    answers = {f"q-{question}": "Sí", "result": "conforming", "client_uuid": uuid}
    photo = Photo.objects.get()
    for _ in range(2):
        sent = device(client, visit, cast.ana, **answers, photos=photo.sha256)
        assert sent == (200, {"state": "sent"})
    assert VisitReport.objects.count() == 1
    assert photo.latitude == -202_100_000
    status, said = device(
        client, visit, cast.ana, **answers | {"client_uuid": str(uuid4())}, photos="ab"
    )
    assert (status, said["missing"]) == (409, ["ab"])


def test_what_one_person_filled_never_goes_in_the_session_of_another(cast: Cast):
    visit, uuid = make.assigned(cast), str(uuid4())
    colleague = make.somebody(cast, "colega", Role.WORKS_INSPECTOR)
    actions.assign_visit(visit, colleague.person, reason="Licencia", by=cast.emilio.access)
    question = visit.version.questions.get(number=1).key
    shot = {"add_photo": "1", "client_uuid": uuid, "no_place_reason": "sin señal de GPS"}
    filled = {f"q-{question}": "Sí", "result": "conforming", "client_uuid": uuid}
    failed = {"client_uuid": uuid, "reason": "Camino cortado", "next_on": TODAY}
    client = colleague.client()
    assert device(client, visit, cast.ana, **shot, photo=make.picture())[0] == 401
    assert device(client, visit, cast.ana, **filled)[0] == 401
    assert device(client, visit, cast.ana, "fail", **failed)[0] == 401
    assert not Photo.objects.exists()
    assert not VisitReport.objects.exists()
    assert Visit.objects.get().status == "assigned"
    # In the session of who filled it, it arrives though the visit passed to another.
    client = cast.ana.client()
    shot |= {"question": question}
    assert device(client, visit, cast.ana, **shot, photo=make.picture())[0] == 200
    assert device(client, visit, cast.ana, **filled) == (200, {"state": "sent"})
    assert VisitReport.objects.get().by == cast.ana.person


def test_a_device_tells_when_it_could_not_be_done(cast: Cast):
    """Its clock, of a day ago, says what day it was; a plain form has that of the server."""
    visit = make.assigned(cast)
    ago = timezone.now() - timedelta(days=1)
    failed = {
        "client_uuid": str(uuid4()),
        "reason": "Camino cortado",
        "next_on": TODAY - timedelta(days=1),
        "device_at": ago.isoformat(),
    }
    client = cast.ana.client()
    url = reverse("visits:fail", args=[visit.public_id])
    assert client.post(url, failed).status_code == 422
    assert device(client, visit, cast.ana, "fail", **failed) == (200, {"state": "sent"})
    assert visit.attempts.get().on == TODAY - timedelta(days=1)


def test_what_came_back_is_corrected_also_when_the_visit_passed_to_another_or_is_over(cast: Cast):
    visit = make.assigned(cast)
    actions.assign_visit(visit, cast.bruno.person, reason="Turno", by=cast.emilio.access)
    url, client = reverse("visits:fill", args=[visit.public_id]), cast.ana.client()
    assert client.get(url).status_code == 404
    passed = client.get(f"{url}?corregir=1")
    assert "pasó a otra persona" in passed.content.decode()
    assert "pasó a otra" not in cast.bruno.client().get(f"{url}?corregir=1").content.decode()
    make.reported(visit, cast.bruno)
    assert client.get(url).status_code == 404
    assert "ya está «realizada»" in client.get(f"{url}?corregir=1").content.decode()
    assert cast.bruno.client().get(url).status_code == 302
    # Who never had it has nothing to correct.
    colleague = make.somebody(cast, "colega", Role.WORKS_INSPECTOR)
    assert colleague.client().get(f"{url}?corregir=1").status_code == 404


def test_without_a_script_a_photo_goes_before_the_report_and_nothing_typed_is_lost(cast: Cast):
    visit, client = make.assigned(cast), cast.ana.client()
    url = reverse("visits:fill", args=[visit.public_id])
    page = client.get(url)
    # What is required is said, and no browser keeps a photo back because of it.
    assert "data-report novalidate" in page.content.decode()
    question = visit.version.questions.get(number=1).key
    uuid = page.context["report_form"]["client_uuid"].value()
    typed = {f"q-{question}": "Sí", "observations": "Va bien", "client_uuid": uuid}
    shot = {"add_photo": "1", "question": question, "no_place_reason": "sin señal de GPS"}
    answer = client.post(url, {**typed, **shot, "photo": make.picture()})
    assert answer.status_code == 200
    assert "Va bien" in answer.content.decode()
    assert client.post(url, {**typed, "result": "conforming"}).status_code == 302
    assert Visit.objects.get().status == "done"


@pytest.mark.parametrize("who", ["ana", "emilio", "diana"])
def test_what_is_late_is_on_the_home_of_the_owner_and_of_the_chiefs(cast: Cast, who: str):
    visit = make.assigned(cast)
    access = getattr(cast, who).on(visit.due_on + timedelta(days=1))
    found = [one for find in awaiting for one in find(access, visit.due_on + timedelta(days=1))]
    assert f"Visita: {visit.title}" in [one.label for one in found]


@pytest.mark.parametrize("name", ["visits", "route", "week", "map", "rules", "ground"])
def test_pages_open_within_twelve_questions(cast: Cast, name: str, django_assert_max_num_queries):
    visit = make.assigned(cast)
    client = cast.ana.client()
    client.get(reverse("visits:visits"))
    with django_assert_max_num_queries(16):
        assert client.get(reverse(f"visits:{name}")).status_code == 200
    assert client.get(reverse("visits:visit", args=[visit.public_id])).status_code == 200


def test_the_map_counts_what_is_late_in_the_commune_of_its_point(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    late = make.assigned(cast)
    make.another(late, cast)
    visits = list(Visit.objects.with_limit())
    for visit in visits:
        visit.tone = "stop"  # type: ignore[attr-defined]
    commune = cast.region.pk + 9_000
    monkeypatch.setattr(calendar, "locate", lambda points, on: [commune, NOWHERE][: len(points)])
    look = SimpleNamespace(frame=frame_on(TODAY))
    counted, total = calendar._late_by_place(look, visits)
    assert (counted[commune], total) == (1, 2)
    assert counted[cast.region.pk] == 0


def test_the_worker_is_a_script_with_its_scope_and_nothing_of_anybody(cast: Cast):
    answer = cast.ana.client().get(reverse("visits:worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/visitas/"
    assert "core/visits.js" in answer.content.decode()


def test_a_rule_opens_two_empty_lines_after_its_questions(cast: Cast):
    rule = make.rule(cast, state="draft")
    page = cast.emilio.client().get(reverse("visits:edit_rule", args=[rule.public_id]))
    assert [number for number, _ in page.context["lines"]] == [1, 2, 3, 4]
    assert [number for number, _ in page.context["spare"]] == list(range(5, 13))


def test_who_made_it_is_told_and_not_who_has_it(cast: Cast):
    visit = make.assigned(cast)
    url = reverse("visits:visit", args=[visit.public_id])
    assert "La tiene A. Soto." in cast.emilio.client().get(url).content.decode()
    make.reported(visit, cast.ana)
    said = cast.emilio.client().get(url).content.decode()
    assert "La hizo A. Soto." in said
    make.reported(visit, cast.ana, shade=3)
    said = cast.emilio.client().get(url).content.decode()
    assert "La hizo" not in said
    assert "con dos informes" in said


def test_head_pages(cast: Cast):
    visit = make.assigned(cast)
    make.reported(visit, cast.ana)
    make.reported(visit, cast.ana, shade=4)
    client = cast.emilio.client()
    page = client.get(reverse("visits:visit", args=[visit.public_id]))
    assert "uno junto al otro" in page.content.decode()
    assert client.get(reverse("visits:rule", args=[visit.rule.public_id])).status_code == 200
    assert client.get(reverse("visits:new_rule")).status_code == 200
    client.post(reverse("visits:start_rule", args=[visit.rule.public_id]))
    assert client.get(reverse("visits:edit_rule", args=[visit.rule.public_id])).status_code == 200
    assert client.get(reverse("visits:of_case", args=[visit.case_public_id])).status_code == 200
    assert client.get(reverse("visits:ask", args=[visit.case_public_id])).status_code == 200
    assert TODAY
