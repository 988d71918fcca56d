"""The pages of what passes from one year to the next, as a person uses them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.reports import FORMATS
from minga.territory.frames import frame_on
from minga.workplan import actions as plan_actions
from minga.workplan.carrying import actions
from minga.workplan.carrying.actions import Told
from minga.workplan.carrying.awaiting import find
from minga.workplan.carrying.models import Became, CarriedCommitment, CarriedOutcome
from minga.workplan.models import Activity, WorkPlan
from minga.workplan.worries import worries
from tests.conftest import TODAY, Cast, Somebody, _body
from tests.snapshot import written_once
from tests.workplan import factories as plans
from tests.workplan.carrying.factories import SOURCE, TEXTS, carried, leaves, left, three, years
from tests.workplan.pages import text, typed

FIRST = f"{SOURCE}:k0"


@pytest.fixture
def both(cast: Cast) -> Iterator[tuple[WorkPlan, WorkPlan]]:
    made = years(cast)
    with leaves(*three(cast)):
        yield made


@written_once
def row(cast: Cast, both: tuple[WorkPlan, WorkPlan]) -> CarriedCommitment:
    found: CarriedCommitment = carried(cast, both[1])[0]
    return found


def at(name: str, *args: object) -> str:
    return reverse(f"carrying:{name}", args=args)


def post(who: Somebody, name: str, public_id: str, **data: Any) -> Any:
    return who.client().post(at(name, public_id), data)


def test_the_plan_of_the_next_year_says_what_waits_and_takes_it(
    cast: Cast, both: tuple[WorkPlan, WorkPlan]
) -> None:
    new, client = both[1].public_id, cast.ana.client()
    said = text(client.get(at("plan", new)))
    assert "El programa 2007 dejó 3 compromisos y este no ha recibido ninguno" in said
    assert text(client.get(at("choose", new))).count(TEXTS[0]) == 1

    answer = client.post(at("choose", new), {"chosen": [FIRST, f"{SOURCE}:k2"]}, follow=True)

    said = text(answer)
    assert "2 compromisos pasaron al programa 2008" in answer.content.decode()
    assert (
        "Recibió 2 compromisos de 2007: 0 ya tienen destino, 0 siguen en curso y de 2 nadie" in said
    )
    assert "Falta 1 por traer" in said
    assert said.count("nadie lo ha dicho todavía") == 2


def test_the_pages_show_it_without_its_bullet(cast: Cast) -> None:
    old, new = years(cast)
    with leaves(left(0, "- Publicar las actas"), left(1, "• Fijar metas")):
        (row,) = carried(cast, new)
        keys = (("choose", new), ("commitment", row), ("plan", old), ("plan", new))
        pages = [at(name, one.public_id) for name, one in keys]
        shown = [text(cast.ana.client().get(page)) for page in pages]

    assert all("Publicar las actas" in page for page in shown)
    assert not [page for page in shown if "- Publicar" in page or "• Fijar" in page]


def test_the_plan_that_left_them_shows_where_each_went(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment
) -> None:
    said = text(cast.ana.client().get(at("plan", both[0].public_id)))
    assert "1 de 3 ya pasó a otro programa" in said
    assert said.count("Programa 2008") == 1
    assert said.count("a ningún programa todavía") == 2


def test_of_a_draft_others_read_the_year_and_find_no_way_in(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment
) -> None:
    answer = cast.sofia.client().get(at("plan", both[0].public_id))
    assert "Programa 2008" in text(answer)
    assert row.public_id not in answer.content.decode()
    assert cast.sofia.client().get(at("plan", both[1].public_id)).status_code == 404
    for who in (cast.sofia, cast.gaby, cast.marta, cast.aldo):
        assert who.client().get(at("commitment", row.public_id)).status_code == 404


def test_nothing_marked_and_what_was_just_taken_are_said_with_the_marks_kept(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment
) -> None:
    new = both[1].public_id
    empty = post(cast.bruno, "choose", new)
    assert (empty.status_code, "Elija al menos un compromiso" in text(empty)) == (422, True)

    late = post(cast.bruno, "choose", new, chosen=[FIRST, f"{SOURCE}:k2"])
    assert late.status_code == 409
    assert "ya lo tiene el programa 2008" in text(late)
    assert f'value="{SOURCE}:k2" checked' in late.content.decode()
    strange = post(cast.bruno, "choose", new, chosen=["x:y"])
    assert strange.status_code == 422


def test_who_may_not_carry_is_barred_and_another_service_finds_nothing(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment
) -> None:
    new = both[1].public_id
    assert post(cast.diana, "choose", new, chosen=[FIRST]).status_code == 403
    assert post(cast.carla, "choose", new, chosen=[FIRST]).status_code == 404
    assert post(cast.carla, "tell", row.public_id).status_code == 404
    assert post(cast.aldo, "tell", row.public_id).status_code == 403
    assert post(cast.ana, "drop", row.public_id, reason="No.").status_code == 403


def test_telling_writes_it_and_what_was_typed_is_never_lost(
    cast: Cast, row: CarriedCommitment
) -> None:
    bad = post(cast.ana, "tell", row.public_id, text="Ya se hizo.", kind="activity", seen="0")
    assert bad.status_code == 422
    assert "Elija a qué actividad del programa pasó" in text(bad)
    assert typed(bad, "text") == "Ya se hizo."

    activity = Activity.objects.get(version__plan=row.plan_id).pk
    sent = {"text": "Es la 1.1.", "kind": "activity", "activity": activity, "seen": "0"}
    answer = cast.ana.client().post(at("tell", row.public_id), sent, follow=True)

    assert answer.status_code == 200
    assert "Pasó a una actividad del programa, según A. Soto" in text(answer)
    assert "Actividad 1.1 Actualizar los planes, en preparación" in text(answer)


def test_who_wrote_over_something_unseen_is_told(cast: Cast, row: CarriedCommitment) -> None:
    actions.tell(row, Told(Became.ONGOING, "Falta."), by=cast.bruno.access)
    late = post(cast.ana, "tell", row.public_id, text="Listo.", kind="fulfilled", seen="0")
    assert late.status_code == 409
    assert typed(late, "text") == "Listo."
    assert CarriedOutcome.objects.count() == 1


def test_the_head_drops_it_with_a_reason(cast: Cast, row: CarriedCommitment) -> None:
    assert post(cast.diana, "drop", row.public_id, reason="").status_code == 422
    assert post(cast.diana, "drop", row.public_id, reason="No hay fondos.").status_code == 302
    page = cast.ana.client().get(at("commitment", row.public_id))
    assert "No hay fondos." in text(page)
    assert "Decir qué pasó" not in text(page)
    assert "Retomar el compromiso" in text(cast.diana.client().get(at("commitment", row.public_id)))


def test_it_is_followed_up_and_its_state_is_shown(cast: Cast, row: CarriedCommitment) -> None:
    empty = post(cast.ana, "follow", row.public_id)
    assert (empty.status_code, "Escriba el plazo" in text(empty)) == (422, True)
    sent = {"responsible": cast.seremi.pk, "due_on": "2008-03-31"}
    assert post(cast.ana, "follow", row.public_id, **sent).status_code == 302
    said = text(cast.ana.client().get(at("commitment", row.public_id)))
    assert "desde el 30-11-2007: pendiente" in said
    assert post(cast.ana, "follow", row.public_id, **sent).status_code == 409


@pytest.mark.parametrize("fmt", list(FORMATS))
def test_the_form_is_written_in_each_format(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment, fmt: str
) -> None:
    answer = cast.ana.client().get(at("form", both[1].public_id, fmt))
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[fmt].content_type
    assert len(answer.content) > 1000
    assert cast.ana.client().get(at("form", both[1].public_id, "txt")).status_code == 404
    assert cast.ana.client().get(at("form", both[0].public_id, fmt)).status_code == 200


def test_the_panel_says_it_on_the_page_of_each_plan(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment
) -> None:
    said = text(cast.ana.client().get(at("of_plan", both[1].public_id)))
    assert "Recibió 1 compromiso de 2007" in said
    assert "Deja 3 compromisos para 2008" in text(
        cast.ana.client().get(at("of_plan", both[0].public_id))
    )


def awaits(who: Somebody) -> list[str]:
    return [line.label for line in find(who.access, TODAY)]


def test_it_awaits_who_answers_for_it_until_somebody_says(
    cast: Cast, row: CarriedCommitment
) -> None:
    assert awaits(cast.ana) == ["Programa de trabajo 2008: 1 compromiso espera"]
    assert awaits(cast.bruno) == awaits(cast.ana)
    another = _body("serviu-obras", "Obras", "unit", parent=cast.serviu)
    assert awaits(plans.member(another, plans.Role.UNIT_OFFICER)) == []
    assert awaits(cast.diana) == awaits(cast.carla) == awaits(cast.sofia) == []

    actions.tell(row, Told(Became.ONGOING, "Falta."), by=cast.ana.access)

    assert awaits(cast.ana) == []


def lines(kind: str, key: str, who: Somebody, cast: Cast, day: date = TODAY) -> list[Any]:
    (worry,) = [worry for worry in worries(kind) if worry.key == key]
    return list(worry.find(cast.serviu, day, who.access))


def test_the_head_reads_what_is_near_or_past_its_day_and_not_settled(
    cast: Cast, row: CarriedCommitment
) -> None:
    (near,) = lines("promised", "traidos", cast.diana, cast)
    assert (near.label, near.due, near.is_late) == (TEXTS[0], TODAY, False)
    (late,) = lines("promised", "traidos", cast.diana, cast, date(2007, 12, 1))
    assert late.is_late
    actions.tell(row, Told(Became.FULFILLED, "Listo."), by=cast.ana.access)
    assert lines("promised", "traidos", cast.diana, cast, date(2007, 12, 1)) == []


def test_a_draft_that_did_not_look_at_the_year_before_is_told_and_not_barred(
    cast: Cast, both: tuple[WorkPlan, WorkPlan], row: CarriedCommitment
) -> None:
    (waits,) = lines("waits", "por-traer", cast.diana, cast)
    assert waits.note == "Falta traer 2 compromisos que dejó 2007."
    carried(cast, both[1], 1, 2)
    assert lines("waits", "por-traer", cast.diana, cast) == []

    other = plans.draft(cast, year=2009)
    assert plans.send(cast, other).status == "submitted"


def asked(who: Somebody, url: str) -> int:
    client = who.client()
    frame_on(TODAY)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_questions_do_not_grow_with_rows(cast: Cast) -> None:
    _, new = years(cast)
    many = [left(number, f"Tarea {number}") for number in range(30)]
    urls = [at(name, new.public_id) for name in ("plan", "of_plan", "choose")]
    with leaves(*many):
        carried(cast, new, 0)
        few = [asked(cast.ana, url) for url in urls]
        for made in carried(cast, new, *range(1, 25)):
            actions.tell(made, Told(Became.ONGOING, "Falta."), by=cast.ana.access)
        assert [asked(cast.ana, url) for url in urls] == few
    assert max(few) <= 17


def test_of_an_activity_being_prepared_others_read_no_name_and_find_no_way_in(cast: Cast) -> None:
    plans.approved(cast, year=2006)
    plan = plans.approved(cast)
    with leaves(*three(cast), year=2006):
        found: CarriedCommitment = carried(cast, plan)[0]
    draft = plans.reopened(cast, plan)
    objective = draft.objectives.get()
    given = plans.values(cast, title="Actividad secreta")
    line = plan_actions.add_activity(objective, given, by=cast.ana.access).line
    actions.tell(found, Told(Became.ACTIVITY, "Va.", line=line), by=cast.ana.access)

    url = at("commitment", found.public_id)
    own, other = cast.ana.client().get(url), cast.marta.client().get(url)

    assert "Actividad secreta, en preparación" in text(own)
    assert "Es una actividad en preparación." in text(other)
    assert "Actividad secreta" not in text(other)
    assert reverse("workplan:draft", args=[plan.public_id]) not in other.content.decode()


def test_what_others_may_not_open_is_no_link_for_them(cast: Cast) -> None:
    plans.draft(cast, year=2006)
    plan = plans.approved(cast)
    with leaves(left(0, TEXTS[0]), year=2006):
        found: CarriedCommitment = carried(cast, plan)[0]
    url, source = at("commitment", found.public_id), '<a href="/programas/">Programa 2006'

    assert source in cast.ana.client().get(url).content.decode()
    other = cast.marta.client().get(url)
    assert "Programa 2006" in text(other)
    assert source not in other.content.decode()
