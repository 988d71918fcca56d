"""Who decides while somebody is away: named with dates and act, within its days, and ended."""

from datetime import date, timedelta

import pytest

from minga.core.approvals import tray
from minga.core.approvals.models import Decision
from minga.core.errors import NotAllowed
from minga.core.history import sentence
from minga.core.models import Event
from minga.core.versions import PreparedByApprover
from minga.people.models import Membership
from minga.people.roles import Role
from minga.people.substitutes import (
    ActMissing,
    AlreadySubstituted,
    EndReasonMissing,
    EndsBeforeItBegins,
    NamesOneself,
    NotHeldThen,
    NotOfTheService,
    SubstitutesOneself,
    SubstitutionInThePast,
    SubstitutionOver,
    end_substitution,
    name_substitute,
)
from minga.workplan import actions
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.core.database import refused, sql
from tests.workplan import factories

DAY = timedelta(days=1)
FIRST, LAST = date(2007, 12, 10), date(2007, 12, 14)
ACT = "Res. Ex. 120 de 2007"


def headship(cast: Cast) -> Membership:
    """Diana's."""
    return Membership.objects.get(person=cast.diana.person)


def named(cast: Cast, who: Somebody | None = None, **given: object) -> Membership:
    """Emilio for Diana, by Nora, from Monday to Friday."""
    values = {
        "valid_from": FIRST,
        "last_day": LAST,
        "act_reference": ACT,
        "by": cast.nora.access,
    } | given
    person = (who or cast.emilio).person
    return name_substitute(headship(cast), person, **values)  # type: ignore[arg-type]


def approves(cast: Cast, who: Somebody, day: date) -> None:
    version = factories.submitted(cast, year=2008)
    actions.approve_version(version, by=who.on(day), on=day)


@pytest.mark.parametrize(
    ("day", "may"),
    [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)],
)
def test_it_holds_from_the_first_day_to_the_last_one_included(
    cast: Cast, day: date, may: bool
) -> None:
    named(cast)
    version = factories.submitted(cast)

    assert cast.emilio.on(day).may("workplan.approve", cast.serviu.pk) is may
    assert bool(list(tray.find(cast.emilio.on(day), day))) is may
    if may:
        actions.approve_version(version, by=cast.emilio.on(day), on=day)
    else:
        with pytest.raises(NotAllowed, match="Solo la dirección del servicio"):
            actions.approve_version(version, by=cast.emilio.on(day), on=day)


def test_what_is_decided_says_in_whose_place_and_by_which_act(cast: Cast) -> None:
    named(cast)
    version = factories.submitted(cast)

    actions.approve_version(version, by=cast.emilio.on(FIRST), on=FIRST)

    decision = Decision.objects.get()
    assert (decision.actor, decision.role) == ("E. Vera", "dirección del servicio (subrogante)")
    assert (decision.substituted, decision.act_reference) == ("D. Pérez", ACT)
    event = Event.objects.latest("sequence")
    assert event.role == "dirección del servicio (subrogante)"
    assert sentence(event) == (
        f"aprobó la versión 1 del programa, como subrogante de D. Pérez ({ACT})"
    )


def test_the_tray_says_as_whom_one_would_decide(cast: Cast) -> None:
    named(cast)
    factories.submitted(cast)

    (item,) = tray.for_me(cast.emilio.on(FIRST), FIRST)

    assert item.capacity == f"subrogante de D. Pérez, por {ACT}"
    (mine,) = tray.for_me(cast.diana.on(FIRST), FIRST)
    assert mine.capacity == "dirección del servicio"


def test_one_who_also_has_the_role_decides_by_the_own(cast: Cast) -> None:
    """A role of one's own goes before another's place."""
    named(cast)
    factories.also(cast.emilio, Role.INSTITUTION_HEAD, cast.serviu)
    version = factories.submitted(cast)

    actions.approve_version(version, by=cast.emilio.on(FIRST), on=FIRST)

    assert Decision.objects.get().substituted == ""


def test_who_prepared_does_not_approve_in_anybodys_place(cast: Cast) -> None:
    named(cast, cast.ana)
    version = factories.submitted(cast)

    with nothing_recorded(), pytest.raises(PreparedByApprover, match="Usted escribió"):
        actions.approve_version(version, by=cast.ana.on(FIRST), on=FIRST)


def test_naming_is_recorded_with_people_dates_and_act(cast: Cast) -> None:
    named(cast)

    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason, event.actor) == ("people.substitute_named", ACT, "N. Castro")
    assert sentence(event) == (
        "nombró a E. Vera subrogante de D. Pérez, dirección del servicio, del 10-12-2007 al "
        "14-12-2007"
    )


def test_who_directs_names_the_own_substitute_and_nobody_elses(cast: Cast) -> None:
    named(cast, by=cast.diana.access)
    units = Membership.objects.get(person=cast.emilio.person, is_substitute=False)

    with nothing_recorded(), pytest.raises(NotAllowed, match="para su propia función"):
        name_substitute(
            units, cast.bruno.person, valid_from=FIRST, last_day=LAST, act_reference=ACT,
            by=cast.diana.access,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["ana", "emilio", "carla", "gaby", "marta", "aldo", "pia"])
def test_nobody_else_names_substitutes(cast: Cast, who: str) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed, match="Nombra subrogantes quien administra"):
        named(cast, cast.bruno, by=cast.everybody()[who].access)


def test_nobody_names_themselves_nor_stands_in_for_themselves(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NamesOneself, match="no puede nombrarse"):
        named(cast, cast.nora)
    with nothing_recorded(), pytest.raises(SubstitutesOneself, match="a sí mismo"):
        named(cast, cast.diana)


def test_its_dates_are_in_order_and_not_in_the_past(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(SubstitutionInThePast, match="comienza hoy, 30-11-2007"):
        named(cast, valid_from=TODAY - DAY)
    with nothing_recorded(), pytest.raises(EndsBeforeItBegins, match="primero, 10-12-2007"):
        named(cast, last_day=FIRST - DAY)
    assert named(cast, valid_from=TODAY, last_day=TODAY).last_day == TODAY


def test_it_has_an_act(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(ActMissing, match="Escriba el acto"):
        named(cast, act_reference=" ")


def test_it_is_somebody_of_the_service_for_a_function_that_is_held(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotOfTheService, match="Rojas no tiene funciones"):
        named(cast, cast.carla)
    sql(
        "UPDATE people_membership SET valid_until = '2007-12-10' WHERE person_id = %s",
        cast.diana.pk,
    )
    with nothing_recorded(), pytest.raises(NotHeldThen, match="Pérez no tiene esa función"):
        named(cast)


def test_a_substitute_has_no_substitute(cast: Cast) -> None:
    substitute = named(cast)

    with nothing_recorded(), pytest.raises(NotHeldThen):
        name_substitute(
            substitute, cast.bruno.person, valid_from=FIRST, last_day=LAST, act_reference=ACT,
            by=cast.nora.access,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [
        (FIRST - DAY, FIRST - DAY, False),
        (FIRST - DAY, FIRST, True),
        (FIRST + DAY, FIRST + DAY, True),
        (LAST, LAST + DAY, True),
        (LAST + DAY, LAST + DAY, False),
        (FIRST - DAY, LAST + DAY, True),
    ],
)
def test_one_substitute_at_a_time(cast: Cast, first: date, last: date, taken: bool) -> None:
    named(cast)

    if taken:
        with (
            nothing_recorded(),
            pytest.raises(AlreadySubstituted, match="ya lo subroga"),
        ):
            named(cast, cast.bruno, valid_from=first, last_day=last)
    else:
        named(cast, cast.bruno, valid_from=first, last_day=last)


def test_ended_before_its_day_it_holds_no_more_from_then_on(cast: Cast) -> None:
    substitute, day = named(cast), FIRST + DAY

    end_substitution(substitute, reason=" Volvió antes. ", by=cast.nora.on(day), on=day)

    assert cast.emilio.on(FIRST).may("workplan.approve", cast.serviu.pk)
    assert not cast.emilio.on(day).may("workplan.approve", cast.serviu.pk)
    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason) == ("people.substitution_ended", "Volvió antes.")
    assert sentence(event) == "terminó la subrogación de D. Pérez por E. Vera"


def test_called_off_before_it_began_it_holds_on_no_day_and_frees_its_days(cast: Cast) -> None:
    substitute = named(cast)

    end_substitution(substitute, reason="No viaja.", by=cast.diana.access)

    substitute.refresh_from_db()
    assert substitute.was_called_off
    assert not cast.emilio.on(FIRST).may("workplan.approve", cast.serviu.pk)
    named(cast, cast.bruno)


def test_what_is_over_is_not_ended_and_what_is_ended_says_why(cast: Cast) -> None:
    substitute = named(cast)
    with nothing_recorded(), pytest.raises(EndReasonMissing, match="Escriba por qué termina"):
        end_substitution(substitute, reason=" ", by=cast.nora.access)
    after = LAST + DAY

    with nothing_recorded(), pytest.raises(SubstitutionOver, match="terminó el 14-12-2007"):
        end_substitution(substitute, reason="x", by=cast.nora.on(after), on=after)
    with nothing_recorded(), pytest.raises(NotAllowed):
        end_substitution(substitute, reason="x", by=cast.emilio.access)


LENGTHENED = [
    "valid_from = '2007-12-01'", "valid_until = '2007-12-31'", "person_id = {bruno}",
    "role = 'administrator'", "act_reference = 'Otra'",
]  # fmt: skip


@pytest.mark.parametrize("how", LENGTHENED)
def test_the_database_lets_a_substitution_only_end(cast: Cast, how: str) -> None:
    substitute = named(cast)

    with refused("(solo se termina antes|Se subroga la función propia)"):
        sql(
            f"UPDATE people_membership SET {how.format(bruno=cast.bruno.pk)} WHERE id = %s",
            substitute.pk,
        )


def insert(cast: Cast, **changes: object) -> None:
    """Another substitution, copied by hand."""
    substitute = Membership.objects.substitutions().get()
    values = {
        field.column: getattr(substitute, field.attname)
        for field in Membership._meta.concrete_fields
        if field.column != "id"
    } | {"public_id": "bcdfghjkmnpq", "person_id": cast.bruno.pk}
    values |= changes
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO people_membership ({names}) VALUES ({marks})", *values.values())


def test_the_database_refuses_what_no_substitution_can_be(cast: Cast) -> None:
    named(cast)
    free = {"valid_from": "2008-01-01", "valid_until": "2008-01-05"}

    with refused("ya tiene quien la subrogue en esos días"):
        insert(cast)
    with refused("Se subroga la función propia de otra persona"):
        insert(cast, **free, person_id=cast.diana.pk)
    with refused("Se subroga la función propia de otra persona"):
        insert(cast, **free, role="administrator")
    for change in ({"act_reference": ""}, {"valid_until": None}, {"is_substitute": False}):
        with refused("membership_substitution_is_whole"):
            insert(cast, **(free | change))
    insert(cast, **free)
