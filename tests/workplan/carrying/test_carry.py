"""Next year's plan takes what the last one left, once; the database holds it too."""

from typing import Any

import pytest

from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.workplan.carrying import actions, errors
from minga.workplan.carrying.models import CarriedCommitment
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import refused, refused_constraint, sql
from tests.workplan import factories as plans
from tests.workplan.asserts import last_event, last_said
from tests.workplan.carrying import factories
from tests.workplan.carrying.factories import SOURCE, TEXTS, carried, leaves, three, years

ALL = [(SOURCE, f"k{number}") for number in range(3)]


def test_all_pass_in_one_event_as_they_were_written(cast: Cast) -> None:
    old, new = years(cast)
    before = Event.objects.count()

    with leaves(*three(cast)):
        made = actions.carry(new, ALL, by=cast.ana.access)

    assert [row.text for row in made] == list(TEXTS)
    assert {(row.plan_id, row.from_plan_id) for row in made} == {(new.pk, old.pk)}
    assert (made[0].responsible, made[0].due_on) == (cast.unit, TODAY)
    assert (made[1].responsible, made[1].who) == (None, "SEREMI-SERVIU")
    assert Event.objects.count() == before + 1
    assert last_said()[2] == "trajo 3 compromisos del programa 2007"
    assert last_event().subject_id == new.pk


def test_what_was_carried_stays_as_it_was_written(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast)):
        (made,) = carried(cast, new)

    with leaves(factories.left(0, "Otra cosa")):
        assert factories.read(made).text == TEXTS[0]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("- Publicar las actas", "Publicar las actas"),
        ("  -Publicar las actas ", "Publicar las actas"),
        ("•\t– Publicar las actas", "Publicar las actas"),
        ("* Publicar - y difundir", "Publicar - y difundir"),
        ("-5 % de los plazos", "-5 % de los plazos"),
        ("2.1 Publicar", "2.1 Publicar"),
        ("Cumplir.\n\n- Habitacional\n - Urbano.", "Cumplir. Habitacional; Urbano."),
        (" - ", "-"),
    ],
)  # fmt: skip
def test_a_title_has_no_bullets(text: str, title: str) -> None:
    assert factories.left(0, text).title == title


def test_the_text_stays_with_its_bullet_and_its_title_and_follow_up_go_without(
    cast: Cast,
) -> None:
    _, new = years(cast)
    with leaves(factories.left(0, "- Publicar las actas"), factories.left(1, "- Uno.\n- Dos.")):
        made, listed = carried(cast, new, 0, 1)

    assert (made.text, made.short, str(made), made.says_more) == (
        "- Publicar las actas",
        *("Publicar las actas",) * 2,
        False,
    )
    assert (listed.text, listed.short, listed.says_more) == ("- Uno.\n- Dos.", "Uno. Dos.", True)
    promise = actions.follow(made, responsible=cast.seremi, due_on=TODAY, by=cast.ana.access)
    assert promise.promise == "Publicar las actas"


def test_a_commitment_is_carried_once_and_the_sentence_names_who_has_it(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast)):
        carried(cast, new)
        with (
            nothing_recorded(),
            pytest.raises(
                errors.AlreadyCarried, match=f"«{TEXTS[0]}» ya lo tiene el programa 2008"
            ),
        ):
            carried(cast, new, 1, 0)
    assert CarriedCommitment.objects.count() == 1


def test_it_is_told_who_has_it_also_when_its_source_no_longer_does(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast)):
        carried(cast, new)
    with pytest.raises(errors.AlreadyCarried):
        carried(cast, new)


def test_nothing_chosen_or_no_longer_left_is_refused(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast)), nothing_recorded():
        with pytest.raises(errors.NothingChosen):
            actions.carry(new, [], by=cast.ana.access)
        with pytest.raises(errors.NoLongerLeft):
            actions.carry(new, [*ALL, (SOURCE, "k9")], by=cast.ana.access)


def test_what_another_year_left_is_not_offered(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast), year=2006), pytest.raises(errors.NoLongerLeft):
        carried(cast, new)


@pytest.mark.parametrize("name", ["diana", "carla", "aldo"])
def test_only_who_prepares_the_plan_carries(cast: Cast, name: str) -> None:
    _, new = years(cast)
    with leaves(*three(cast)), nothing_recorded(), pytest.raises(NotAllowed):
        carried(cast, new, by=getattr(cast, name))


def _row(cast: Cast) -> CarriedCommitment:
    _, new = years(cast)
    with leaves(*three(cast)):
        made: CarriedCommitment = carried(cast, new)[0]
    return made


def _insert(row: CarriedCommitment, **changes: Any) -> None:
    """A copy of the row, written behind the back of the actions."""
    fields = [f for f in CarriedCommitment._meta.concrete_fields if not f.primary_key]
    values = {f.column: getattr(row, f.attname) for f in fields}
    values |= {"public_id": "bcdfghjkmnpq", "left_key": "k8"} | changes
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO carrying_carriedcommitment ({names}) VALUES ({marks})", *values.values())


def test_the_database_carries_once(cast: Cast) -> None:
    row = _row(cast)
    columns = (
        "carrying_carriedcommitment.service_id, carrying_carriedcommitment.source, "
        "carrying_carriedcommitment.left_key"
    )
    with refused_constraint("carriedcommitment_once", columns):
        _insert(row, left_key=row.left_key)


@pytest.mark.parametrize("column", ["text", "source", "left_key"])
def test_the_database_wants_what_and_where_from(cast: Cast, column: str) -> None:
    row = _row(cast)
    with refused("carriedcommitment_says_what"):
        _insert(row, **{column: ""})


def test_the_database_wants_the_year_before_of_the_same_service(cast: Cast) -> None:
    row = _row(cast)
    later = plans.draft(cast, year=2009).plan
    foreign = WorkPlan.objects.get(pk=plans.draft(cast, year=2006).plan_id)
    says = "Un programa recibe lo que dejó el del año anterior"
    with refused(says):
        _insert(row, plan_id=later.pk)
    with refused(says):
        _insert(row, from_plan_id=foreign.pk)
    with refused(says):
        _insert(row, service_id=cast.other.pk)


def test_the_database_keeps_what_was_carried(cast: Cast) -> None:
    row = _row(cast)
    with refused("carrying_carriedcommitment no se modifican ni se borran"):
        sql("UPDATE carrying_carriedcommitment SET text = 'x' WHERE id = %s", row.pk)
    with refused("carrying_carriedcommitment no se modifican ni se borran"):
        sql("DELETE FROM carrying_carriedcommitment WHERE id = %s", row.pk)


def test_one_alone_is_told_as_one(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast)):
        carried(cast, new)
    assert last_said()[2] == "trajo 1 compromiso del programa 2007"
