"""What diffusion tells other pages: what awaits somebody, worries, backing, search, passing."""

from datetime import date, timedelta

from minga.core.approvals import tray
from minga.core.handover import Leaving
from minga.people.roles import Role
from minga.workplan.backing import said_of
from minga.workplan.diffusion import awaiting, backing, passing, worries
from minga.workplan.worries import worries as registered
from tests.conftest import TODAY, Cast
from tests.people.citizens import factories as citizens
from tests.workplan import factories as plans
from tests.workplan.diffusion import factories as made

NEAR = made.DECEMBER - awaiting.AHEAD


def waits(cast: Cast, who: str, day: date = TODAY) -> list[str]:
    by = getattr(cast, who).on(day)
    return [item.verb for item in (*awaiting.find(by, day), *tray.find(by, day))]


def test_a_planned_day_awaits_those_of_its_unit_when_it_comes_near(cast: Cast) -> None:
    made.approved(cast, None, made.means(cast, responsible=cast.unit,
        planned=(made.DECEMBER,)), made.for_staff(cast))  # fmt: skip

    eve = NEAR - timedelta(days=1)
    assert waits(cast, "bruno", eve) == []
    assert waits(cast, "bruno", NEAR) == ["Preparar publicación"]
    # Ana works for the whole service; the others prepare nothing here.
    assert waits(cast, "ana", NEAR) == ["Preparar publicación"]
    for who in ("diana", "sofia", "carla", "gaby", "aldo", "nora", "pia"):
        assert waits(cast, who, NEAR) == [], who


def test_what_another_unit_answers_for_does_not_await_this_one(cast: Cast) -> None:
    made.approved(cast)  # of the service itself
    other = plans.member(cast.unit, Role.UNIT_OFFICER)

    assert list(awaiting.find(other.access, TODAY)) == []


def test_it_awaits_until_it_is_published(cast: Cast) -> None:
    diffusion = made.approved(cast)
    (item,) = awaiting.find(cast.ana.access, TODAY)
    assert item.due == made.MAY
    assert "debió publicarse el 15-05-2007" in item.note

    found = made.prepared(cast, diffusion)
    assert sorted(waits(cast, "ana")) == ["Enviar publicación", "Preparar publicación"]
    made.sent(cast, found)
    assert len(waits(cast, "diana")) == len(waits(cast, "emilio")) == 1
    made.accept(cast, found)
    (item,) = awaiting.find(cast.ana.access, TODAY)
    assert item.due == made.DECEMBER, "the next one is near"


def test_what_is_answered_for_outside_awaits_who_prepares(cast: Cast) -> None:
    made.approved(cast, None, made.means(cast, responsible=cast.seremi), made.for_staff(cast))

    assert waits(cast, "bruno") == ["Preparar publicación"]
    assert waits(cast, "sofia") == []


def test_the_head_reads_what_is_late_waits_and_comes(cast: Cast) -> None:
    diffusion = made.approved(cast)
    by = cast.diana.access

    (late,) = worries.late(cast.serviu, TODAY, by)
    assert (late.label, late.due, late.is_late) == ("Cuenta pública", made.MAY, True)
    assert list(worries.coming(cast.serviu, TODAY, by)) == []
    found = made.sent(cast, made.prepared(cast, diffusion))
    assert [line.label for line in worries.waiting(cast.serviu, TODAY, by)] == [found.title]
    made.accept(cast, found)
    assert list(worries.late(cast.serviu, TODAY, by)) == []
    (coming,) = worries.coming(cast.serviu, TODAY, by)
    assert coming.due == made.DECEMBER
    keys = {worry.key for kind in ("late", "waits", "promised") for worry in registered(kind)}
    assert {"difusion-atrasada", "difusion-por-aprobar", "difusion-proxima",
            "atenciones-vencidas"} <= keys  # fmt: skip


def test_the_head_reads_how_many_attentions_are_overdue_by_unit(cast: Cast) -> None:
    early = date(2007, 11, 2)
    for _ in range(2):
        citizens.referred(cast, on=early)
    citizens.referred(cast)

    (line,) = worries.overdue(cast.serviu, TODAY, cast.diana.access)
    assert (line.label, line.who) == (
        "2 atenciones vencidas en Control de Gestión", "Control de Gestión",
    )  # fmt: skip
    found = cast.diana.client().get(line.url).context["list"].found
    assert {row.referred_to.short_name for row in found.rows} == {"Control de Gestión"}
    assert "unidad=control-de-gestion" in line.url
    assert line.due == date(2007, 11, 16)
    assert list(worries.overdue(cast.serviu, date(2007, 11, 16), cast.diana.access)) == []
    assert list(worries.overdue(cast.serviu, TODAY, cast.carla.access)) == []


def test_the_evaluation_reads_what_the_regional_community_was_told(cast: Cast) -> None:
    diffusion = made.approved(cast)
    plan, by = diffusion.plan, cast.ana.access
    assert [said.sentence for said in said_of(plan, "2.1", TODAY, by)] == [
        "Quedó sin publicación una fecha del plan de difusión: Cuenta pública."
    ]

    old = made.published(cast, diffusion)
    made.accept(cast, made.sent(cast, made.corrected(cast, old)))
    made.published(cast, diffusion, position=1, title="Interna", day=made.AUGUST)
    found = said_of(plan, "2.1", TODAY, by)
    assert [said.sentence for said in found] == [
        "Se informó a la comunidad regional con una publicación, el 15-05-2007.",
        "Se informó a los funcionarios con una publicación, el 20-08-2007.",
    ]
    assert [label for said in found for label, _ in said.rows] == [
        "Cuenta pública 2007, corregida, 15-05-2007",
        "Interna, 20-08-2007",
    ]
    assert {said.part for said in backing.says(plan, TODAY, by)} == {"2.1"}


def test_search_finds_what_is_published(cast: Cast) -> None:
    diffusion = made.approved(cast)
    found = made.prepared(cast, diffusion, title="Ventanilla itinerante")
    client = cast.gaby.client()
    url = "/buscar/?q=itinerante"
    assert "Ventanilla" not in client.get(url).content.decode()

    made.accept(cast, made.sent(cast, found))
    assert "Ventanilla itinerante" in client.get(url).content.decode()


def test_a_draft_of_who_leaves_is_told_to_who_takes_over(cast: Cast) -> None:
    found = made.prepared(cast, made.approved(cast))
    leaving = Leaving(cast.ana.pk, "Ana", None, TODAY)

    assert [task.key for task in passing._find(leaving)] == [found.pk]
    made.sent(cast, found)
    assert list(passing._find(leaving)) == []
