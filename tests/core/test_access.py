"""Who may do what and where; what each reach lets one read."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from minga.core.access import NOBODY, Access, Grant, access_of, operator
from minga.core.actions import action, current_act
from minga.core.permissions import Reach, all_permissions, declare, holders
from minga.documents.models import Dossier, DossierReader
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Cast
from tests.workplan.factories import draft

PERMISSION = declare("tests.sing", "cantar", ["unit_officer"])


def grant(role: str = "unit_officer", at: int = 1, reach: Reach = Reach.INSTITUTION) -> Grant:
    return Grant(role, role, at, "SERVIU", reach, territory_id=9)


def test_one_may_what_a_role_gives_where_one_holds_it() -> None:
    access = Access(7, "A. Soto", (grant(at=1), grant("auditor", at=2)))

    assert access.may(PERMISSION)
    assert access.may(PERMISSION, 1)
    assert not access.may(PERMISSION, 2)
    assert not access.may(PERMISSION, 3)


def test_without_functions_one_may_nothing_and_sees_nothing() -> None:
    for access in (NOBODY, Access(7, "A. Soto")):
        assert not access.may(PERMISSION)
        assert not access.reads_all
        assert access.institutions == access.territories == frozenset()
        assert access.role_label == access.organisation_label == ""


def test_who_runs_a_command_may_everything_and_is_named() -> None:
    access = operator("Carga nocturna")

    assert access.may(PERMISSION, 99)
    assert access.reads_all
    assert (access.actor_id, access.label) == (None, "Carga nocturna")


def test_only_a_reader_of_a_place_reads_because_of_the_place() -> None:
    assert Access(7, "", (grant(),)).territories == frozenset()
    assert Access(7, "", (grant(reach=Reach.TERRITORY),)).territories == {9}
    assert Access(7, "", (grant(reach=Reach.ALL),)).reads_all
    assert not Access(7, "", (grant(), grant(reach=Reach.TERRITORY))).reads_all


def test_a_stranger_has_no_access(db: None) -> None:
    assert access_of(AnonymousUser(), TODAY) is NOBODY


def test_a_permission_that_nobody_declared_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Access(7, "").may("tests.unheard_of")


def test_the_same_permission_is_not_declared_twice() -> None:
    with pytest.raises(AssertionError, match=r"tests\.sing"):
        declare("tests.sing", "cantar otra vez", [])


def test_every_permission_is_held_by_a_known_role_and_has_a_label() -> None:
    for permission in all_permissions():
        assert holders(permission.code) == permission.roles <= set(Role.values)
        assert permission.roles
        assert permission.label[0].islower()


@action("tests.reads", says="abrió el expediente a {to}")
def let_read(dossier: Dossier, organisation: Any, *, by: Access, on: Any = None) -> None:
    DossierReader(dossier=dossier, organisation=organisation).save()
    current_act().about(organisation, to=organisation.short_name)


def readers_of(cast: Cast) -> str:
    """Who of the cast sees the only dossier, in order."""
    return " ".join(
        name
        for name, person in cast.everybody().items()
        if Dossier.objects.visible_to(person.access).exists()
    )


def test_each_one_sees_what_the_reach_of_the_role_says(cast: Cast) -> None:
    draft(cast)

    # Of the service and its units; the region's reader; the ministry's and the auditor, everything.
    assert readers_of(cast) == "ana bruno diana emilio gaby marta aldo nora"


def test_another_institution_sees_it_once_it_is_let_in(cast: Cast) -> None:
    draft(cast)
    dossier = Dossier.objects.get()

    let_read(dossier, cast.other, by=SCRIBE)

    assert "carla" in readers_of(cast)
    assert "sofia" not in readers_of(cast)


def test_a_reader_of_another_place_sees_nothing_here(cast: Cast) -> None:
    draft(cast)
    elsewhere = Access(7, "", (grant(at=-1, reach=Reach.TERRITORY),))

    assert not Dossier.objects.visible_to(elsewhere).exists()


def test_a_row_reached_by_two_ways_comes_once(cast: Cast) -> None:
    draft(cast)
    dossier = Dossier.objects.get()
    let_read(dossier, cast.unit, by=SCRIBE)
    let_read(dossier, cast.seremi, by=SCRIBE)
    both = Access(7, "", tuple(grant(at=body.pk) for body in (cast.serviu, cast.seremi, cast.unit)))

    assert list(Dossier.objects.visible_to(both)) == [dossier]


def test_who_runs_a_command_and_nobody_at_all_see_everything_and_nothing(cast: Cast) -> None:
    draft(cast)

    assert Dossier.objects.visible_to(SCRIBE).count() == 1
    assert Dossier.objects.visible_to(NOBODY).count() == 0
