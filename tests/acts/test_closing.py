"""An act that can't go on: who signs closes it, nothing of it takes effect, its number stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from minga.acts import actions, standing_in
from minga.acts.actions import rules
from minga.acts.checks import check_acts
from minga.acts.models import Act
from minga.core.clock import living_in
from minga.core.errors import DomainError, NotAllowed
from minga.people.models import Membership
from tests.acts.life import Office
from tests.conftest import TODAY
from tests.core.database import refused, sql


def named_for(office: Office, act: Act, last: date) -> None:
    """The act names Emilio in the place of Diana until a day."""
    held = Membership.objects.own().get(person=office.cast.diana.person)
    data = standing_in.data_of(held, office.cast.emilio.person, TODAY, last)
    actions.add_effect(act, standing_in.KEY, data, by=office.cast.ana.access)


def barred(act: Act, on: date) -> str:
    return rules.barred(act, act.relations.all(), act.effects.all(), on)


def close(office: Office, act: Act) -> Act:
    return actions.close(act, reason="Se desistió.", by=office.cast.diana.access)


@pytest.mark.parametrize("numbered", [False, True])
def test_it_ends_there_and_nothing_takes_effect(office: Office, numbered: bool) -> None:
    act = office.draft(office.reviewed)
    named_for(office, act, TODAY)
    act = office.sign(act)
    act = office.number(act) if numbered else act

    act = close(office, act)

    assert (act.status, act.closed_on, act.number) == ("closed", TODAY, 1 if numbered else None)
    assert not Membership.objects.filter(is_substitute=True).exists()
    with pytest.raises(DomainError, match="sin número"):
        office.number(act)
    with pytest.raises(DomainError, match="no espera eso"):
        actions.send_to_review(act, day=TODAY, by=office.olga.access)


def test_its_number_is_not_given_again_and_leaves_no_gap(office: Office) -> None:
    close(office, office.number(office.sign(office.draft(office.reviewed))))
    act = office.number(office.sign(office.draft(office.reviewed)))
    assert (act.number, list(check_acts())) == (2, [])


def test_only_who_signs_closes_it_with_a_reason(office: Office) -> None:
    act = office.sign(office.draft())
    for who in (office.olga, office.cast.ana, office.lia):
        with pytest.raises(NotAllowed):
            actions.close(act, reason="Se desistió.", by=who.access)
    with pytest.raises(DomainError, match="por qué"):
        actions.close(act, reason=" ", by=office.cast.diana.access)


def test_a_draft_one_sent_one_processed_or_represented_is_not_closed(office: Office) -> None:
    represented = actions.send_to_review(
        office.number(office.sign(office.draft(office.reviewed))), day=TODAY, by=office.olga.access
    )
    represented = actions.record_review(
        represented, result="represented", day=TODAY, note="Falta.", by=office.olga.access
    )
    for act in (office.draft(), office.send(office.draft()), office.processed(), represented):
        with pytest.raises(DomainError, match="terminado su trámite"):
            close(office, act)


def test_an_effect_whose_days_passed_is_told_and_the_act_can_be_closed(office: Office) -> None:
    act = office.draft()
    named_for(office, act, TODAY)
    act = office.sign(act)
    assert barred(act, TODAY) == ""
    later = TODAY + timedelta(days=1)

    with living_in(later):
        assert "ya pasó" in barred(act, later)
        with pytest.raises(DomainError):
            actions.number_act(act, by=office.olga.on(later), on=later)
        act = actions.close(act, reason="Pasó.", by=office.cast.diana.on(later), on=later)

    assert (act.status, barred(act, later)) == ("closed", "")


def test_one_acted_on_meanwhile_is_told(office: Office) -> None:
    dead, first, second = office.processed(), office.draft(), office.draft()
    for act in (first, second):
        actions.relate(act, dead, "annuls", by=office.cast.ana.access)
    first, second = office.sign(first), office.sign(second)
    office.number(first)
    assert "ya quedó sin efecto" in barred(second, TODAY)


def by_sql(act: Act, said: str) -> None:
    sql(f"UPDATE acts_act SET {said} WHERE id = {act.pk}")


@pytest.mark.parametrize(
    "wrong",
    [
        "status = 'closed'",
        "closed_on = '2007-11-30', close_reason = 'x'",
        "status = 'closed', closed_on = '2007-11-30'",
        "close_reason = 'x'",
        "status = 'closed', close_reason = 'x'",
        "status = 'closed', closed_on = '2007-01-01', close_reason = 'x'",
    ],
)
def test_the_database_refuses_half_a_closing(office: Office, wrong: str) -> None:
    act = office.sign(office.draft())
    with refused("(act_state_agrees|act_closed_says_why)"):
        by_sql(act, wrong)


def test_the_database_keeps_a_closed_act(office: Office) -> None:
    act = close(office, office.sign(office.draft()))
    for wrong in (
        "status = 'signed', closed_on = NULL, close_reason = ''",
        "close_reason = 'Otro motivo'",
        "number = 9, year = 2007, numbered_on = '2007-11-30'",
    ):
        with refused("terminó su trámite"):
            by_sql(act, wrong)


def test_one_that_ended_without_effect_is_redone_with_its_words(office: Office) -> None:
    act = close(office, office.sign(office.draft(to_publish=True)))

    again = actions.redo_act(act, by=office.cast.ana.access)

    assert (again.status, again.drafted_from, again.to_publish) == ("draft", act, True)
    assert (again.resuelvo, again.kind, again.unit) == (act.resuelvo, act.kind, act.unit)
    with pytest.raises(DomainError, match="representado o cerrado"):
        actions.redo_act(again, by=office.cast.ana.access)


def test_it_is_redone_once_unless_what_redid_it_was_voided(office: Office) -> None:
    act = close(office, office.sign(office.draft()))
    ana = office.cast.ana.access
    again = actions.redo_act(act, by=ana)
    page = reverse("acts:act", args=[act.public_id])
    assert "Rehacer en otro" not in office.cast.ana.client().get(page).content.decode()

    with pytest.raises(DomainError, match="ya se rehízo"):
        actions.redo_act(act, by=ana)
    other = office.draft()
    with refused("act_redone_once|drafted_from"):
        by_sql(other, f"drafted_from_id = {act.pk}")

    actions.void(again, reason="No procede.", by=ana)
    assert "Rehacer en otro" in office.cast.ana.client().get(page).content.decode()
    assert actions.redo_act(act, by=ana).drafted_from == act


def test_it_is_told_to_whom_the_first_one_was(office: Office) -> None:
    draft = office.draft()
    actions.add_notice(draft, office.cast.seremi, by=office.cast.ana.access)
    act = close(office, office.sign(draft))

    again = actions.redo_act(act, by=office.cast.ana.access)

    (notice,) = again.notices.all()
    assert (notice.organisation, notice.notified_on, again.to_notify) == (
        office.cast.seremi,
        None,
        True,
    )
