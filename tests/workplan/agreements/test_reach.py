"""Where agreements are met outside their own pages."""

from datetime import date, timedelta

from django.urls import reverse

from minga.core.handover import Leaving, all_open_work
from minga.core.history import told
from minga.core.search.registry import searchable_of
from minga.workplan.agreements import actions, awaiting, troubles
from minga.workplan.agreements.models import Agreement
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories as plans
from tests.workplan.agreements import factories as made
from tests.workplan.agreements.factories import FAKE, OCTOBER
from tests.workplan.pages import text

DAY = timedelta(days=1)


def verbs(who: Somebody, day: date = TODAY) -> list[str]:
    return [item.verb for item in awaiting.find(who.on(day), day)]


def test_a_figure_waits_for_another_person_and_comes_back_to_who_recorded_it(cast: Cast) -> None:
    figure = made.informed(made.line(made.approved(cast)), cast.ana)

    assert (verbs(cast.ana), verbs(cast.bruno)) == ([], ["Verificar cifra"])
    assert (verbs(cast.diana), verbs(cast.sofia)) == ([], [])
    actions.return_measurement(figure, remarks="Falta uno.", by=cast.bruno.access, on=TODAY)
    assert (verbs(cast.ana), verbs(cast.bruno)) == (["Corregir cifra"], [])
    made.corrected(figure, cast.ana, 31)
    assert (verbs(cast.ana), verbs(cast.bruno)) == ([], ["Verificar cifra"])


def test_a_cut_that_nobody_made_waits_for_who_may_measure(cast: Cast) -> None:
    agreement = made.approved(cast, {"weight": 60, "due": OCTOBER}, {"weight": 40})

    assert verbs(cast.ana, OCTOBER.last) == []
    assert verbs(cast.ana) == ["Medir meta"]
    made.verified(made.line(agreement), cast)
    assert verbs(cast.ana) == []


def test_not_that_of_an_area_to_come(cast: Cast) -> None:
    made.approved(cast, {"indicator": FAKE, "due": OCTOBER})

    assert verbs(cast.ana) == []


def test_the_work_of_who_leaves_is_told(cast: Cast) -> None:
    figure = made.informed(made.line(made.approved(cast)), cast.ana)
    actions.return_measurement(figure, remarks="Falta uno.", by=cast.bruno.access, on=TODAY)
    (work,) = [w for w in all_open_work() if w.label == "cifras de convenios por corregir"]

    def tasks(who: Somebody) -> list[str]:
        leaving = Leaving(who.pk, "", None, TODAY)
        return [task.note for task in work.find(leaving)]

    assert tasks(cast.ana) == ["Devuelta: Falta uno."]
    assert tasks(cast.bruno) == []


def test_the_head_is_told_of_goals_below_their_target_and_of_what_waits(cast: Cast) -> None:
    agreement = made.approved(cast, {"weight": 40, "due": OCTOBER}, {"weight": 30}, {"weight": 30})
    made.verified(made.line(agreement, 1), cast, 20)
    made.informed(made.line(agreement, 2), cast.ana)
    access = cast.diana.access

    late = list(troubles.late(cast.serviu, TODAY, access))
    waits = list(troubles.waiting(cast.serviu, TODAY, access))

    assert [(line.label[:6], line.is_late) for line in late] == [
        ("Meta 1", True),
        ("Meta 2", False),
    ]
    assert late[1].note.startswith("Va en 47,6")
    assert [line.label[:6] for line in waits] == ["Meta 3"]
    far = late[1].due and late[1].due - timedelta(days=troubles.NEAR + 1)
    assert far
    assert [line.label[:6] for line in troubles.late(cast.serviu, far, access)] == ["Meta 1"]
    assert list(troubles.late(cast.seremi, TODAY, access)) == []


def test_what_had_to_be_met_in_december_is_told_in_january(cast: Cast) -> None:
    made.approved(cast, year=2007)
    january = date(2008, 1, 7)

    (line,) = troubles.late(cast.serviu, january, cast.diana.on(january))

    assert line.is_late


def _found(who: Somebody, model: str) -> int:
    known = searchable_of(model)
    assert known
    return known.visible_to(who.access).count()


def test_drafts_are_found_by_their_own_institution_only(cast: Cast) -> None:
    version = made.draft(cast)

    assert [_found(who, "agreements.agreement") for who in (cast.ana, cast.gaby, cast.carla)] == [
        1, 0, 0,
    ]  # fmt: skip
    assert _found(cast.ana, "agreements.goal") == 0
    url = reverse("core:history", args=["convenio-de-desempeno", version.agreement.public_id])
    assert cast.gaby.client().get(url).status_code == 404
    made.approved(cast, year=2006)
    assert _found(cast.gaby, "agreements.goal") == 1


def test_a_reader_is_told_nothing_of_a_version_that_was_not_approved(cast: Cast) -> None:
    agreement = made.approved(cast)
    actions.start_draft(agreement, by=cast.ana.access, on=TODAY)

    def kinds(who: Somebody) -> set[str]:
        found = told(who.access, "convenio-de-desempeno", agreement.public_id)
        return set(found.events.values_list("kind", flat=True))

    assert kinds(cast.ana) - kinds(cast.gaby) == {"agreements.draft_started"}


def test_the_work_plan_shows_those_of_its_service_and_year(cast: Cast) -> None:
    plan = plans.approved(cast)
    made.approved(cast, year=2006)
    url = reverse("agreements:of_plan", args=[plan.public_id])
    assert "No hay convenios de este servicio y año" in text(cast.ana.client().get(url))

    agreement = made.approved(cast)

    said = text(cast.ana.client().get(url))
    assert "0 de 1" in said
    assert "2006" not in said
    page = cast.ana.client().get(reverse("workplan:plan", args=[plan.public_id]))
    assert url in page.content.decode()
    assert Agreement.objects.count() == 2
    assert agreement.year == plan.year


def test_the_list_shows_every_year_of_the_place(cast: Cast) -> None:
    made.approved(cast, year=2006)
    made.draft(cast, year=2008)

    url = reverse("agreements:agreements")
    own, other = text(cast.ana.client().get(url)), text(cast.gaby.client().get(url))

    assert "2 convenios" in own
    assert "sin aprobar" in own
    assert "1 convenio" in other
