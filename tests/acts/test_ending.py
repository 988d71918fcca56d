"""What an act brought about ends with it, once another leaves it without effect."""

from datetime import date, timedelta

import pytest

from minga.acts import actions, standing_in
from minga.acts.models import Act, ActEffect
from minga.core.errors import DomainError
from minga.documents.files.actions import receive, set_aside
from minga.documents.files.models import Filing
from minga.people.models import Membership
from minga.workplan import effects
from minga.workplan.models import Officialisation
from tests.acts.life import Office
from tests.conftest import TODAY, pdf
from tests.core.database import refused, sql
from tests.workplan import factories

LAST = TODAY + timedelta(days=20)


def killing(office: Office, act: Act, kind: str, on: date = TODAY) -> Act:
    killer = office.draft()
    actions.relate(killer, act, kind, by=office.cast.ana.access)
    return actions.number_act(office.sign(killer), by=office.olga.on(on), on=on)


def naming(office: Office, first: date = TODAY) -> Act:
    act = office.draft()
    held = Membership.objects.own().get(person=office.cast.diana.person)
    data = standing_in.data_of(held, office.cast.emilio.person, first, LAST)
    actions.add_effect(act, standing_in.KEY, data, by=office.cast.ana.access)
    return office.number(office.sign(act))


def plan_made_official(office: Office) -> Act:
    plan = factories.approved(office.cast, ((40, 60),))
    act = office.draft(case=plan)
    data = {"version": plan.versions.get(status="in_force").pk}
    actions.add_effect(act, effects.KEY, data, by=office.cast.ana.access)
    return office.number(office.sign(act))


@pytest.mark.parametrize("kind", ["annuls", "invalidates"])
def test_a_substitution_ends_that_day(office: Office, kind: str) -> None:
    act, day = naming(office), TODAY + timedelta(days=3)
    killing(office, act, kind, on=day)

    named = Membership.objects.get(is_substitute=True)
    assert (named.valid_from, named.valid_until) == (TODAY, day)
    assert ActEffect.objects.get(act=act).revoked_on == day


def test_one_that_had_not_begun_holds_on_no_day(office: Office) -> None:
    act = naming(office, first=TODAY + timedelta(days=5))
    killing(office, act, "annuls")
    assert Membership.objects.get(is_substitute=True).was_called_off


def test_a_plan_is_official_no_more_and_another_act_may_say_so(office: Office) -> None:
    act = plan_made_official(office)
    killer = killing(office, act, "invalidates")

    said = Officialisation.objects.get()
    assert (said.ended_on, said.ended_by) == (TODAY, killer.reference)
    again = office.draft(case=act.case())
    actions.add_effect(again, effects.KEY, {"version": said.version_id}, by=office.cast.ana.access)
    office.number(office.sign(again))
    assert Officialisation.objects.standing().get().act_public_id == again.public_id


@pytest.mark.parametrize("kind", ["modifies", "rectifies", "complements"])
def test_to_change_it_ends_nothing(office: Office, kind: str) -> None:
    act = naming(office)
    killing(office, act, kind)
    assert ActEffect.objects.get(act=act).revoked_on is None
    assert Membership.objects.get(is_substitute=True).last_day == LAST


def test_a_superseded_version_is_not_made_official(office: Office) -> None:
    plan = factories.approved(office.cast, ((40, 60),))
    act = office.draft(case=plan)
    data = {"version": plan.versions.get(status="in_force").pk}
    actions.add_effect(act, effects.KEY, data, by=office.cast.ana.access)
    act = office.sign(act)
    factories.modified(office.cast, plan)

    with pytest.raises(DomainError, match="ya no rige"):
        office.number(act)


def test_a_substitution_that_another_made_impossible_is_told_before_the_number(
    office: Office,
) -> None:
    naming(office)
    with pytest.raises(DomainError, match="ya lo subroga"):
        naming(office)


def test_an_effect_is_revoked_only_by_another_act(office: Office) -> None:
    act = naming(office)
    with refused("cuando otro lo deja sin efecto"):
        sql(f"UPDATE acts_acteffect SET revoked_on = '2007-12-30' WHERE act_id = {act.pk}")
    with refused("no cambia"):
        sql(f"UPDATE acts_acteffect SET applied_on = NULL WHERE act_id = {act.pk}")


def test_an_act_about_a_case_is_among_the_documents_of_its_file(office: Office) -> None:
    act = plan_made_official(office)
    filing = Filing.objects.get()
    assert (filing.case(), filing.document, filing.line) == (act.case(), act.document, "")
    office.processed()
    assert Filing.objects.count() == 1


def test_what_minga_made_is_neither_replaced_nor_set_aside(office: Office) -> None:
    act = plan_made_official(office)
    filing = Filing.objects.get()
    said = {"file": pdf(), "title": "Otro", "dated_on": TODAY, "replaces": filing}
    with pytest.raises(DomainError, match="no se reemplaza"):
        receive(act.case(), **said, by=office.cast.ana.access)
    with pytest.raises(DomainError, match="no se reemplaza"):
        set_aside(filing, reason="Es de otro", by=office.cast.ana.access)
