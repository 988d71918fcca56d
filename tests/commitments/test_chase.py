"""Chasing by e-mail: the days counted by hand, one message a day, killed in the middle."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.commitments import actions, errors, scope
from minga.commitments.chasing import daily
from minga.commitments.chasing.rules import Pace, Why, rules_of
from minga.commitments.models import Commitment, Reminder, ReminderLine
from minga.commitments.permissions import REPORT
from minga.core.actions import action, current_act
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.core.outbox.models import Message
from minga.core.permissions import holders
from minga.people.accounts import actions as accounts
from minga.people.actions import add_membership, close_organisation, end_membership
from minga.people.models import Membership
from minga.people.roles import Role
from minga.people.table import propose_change
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, Somebody, nothing_recorded

PACE = Pace(before=5, every=7, chief=10)
DUE = date(2007, 12, 20)


class Running:
    """The hand of a job, on a day."""

    def __init__(self, on: date) -> None:
        self.on = on

    def progress(self, done: int, total: int) -> None:
        pass


def chase(on: date = TODAY) -> int:
    return daily.chase(Running(on))["written"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "last", "why"),
    [
        (date(2007, 12, 14), None, None),
        (date(2007, 12, 15), None, Why.BEFORE),
        (date(2007, 12, 16), date(2007, 12, 15), None),
        (date(2007, 12, 17), None, Why.BEFORE),
        (date(2007, 12, 19), date(2007, 12, 15), None),
        (date(2007, 12, 20), date(2007, 12, 15), Why.TODAY),
        (date(2007, 12, 20), date(2007, 12, 20), None),
        (date(2007, 12, 21), date(2007, 12, 20), None),
        (date(2007, 12, 21), date(2007, 12, 15), Why.OVERDUE),
        (date(2007, 12, 26), date(2007, 12, 20), None),
        (date(2007, 12, 27), date(2007, 12, 20), Why.OVERDUE),
        (date(2008, 1, 2), date(2007, 12, 27), None),
        (date(2008, 1, 3), date(2007, 12, 27), Why.OVERDUE),
        # A new term begins again: the last message is older than its first day.
        (date(2007, 12, 15), date(2007, 12, 14), Why.BEFORE),
    ],
)
def test_when_it_is_written(day: date, last: date | None, why: Why | None) -> None:
    assert PACE.why(DUE, day, last) == why


def test_the_chief_is_told_from_the_tenth_day_late() -> None:
    assert not PACE.tells_chief(DUE, date(2007, 12, 29))
    assert PACE.tells_chief(DUE, date(2007, 12, 30))


def test_one_message_a_person_with_all_that_awaits(cast: Cast) -> None:
    address = factories.mailed(cast.bruno)
    for text in ("Uno", "Dos"):
        factories.commitment(
            cast, promise=text, responsible=cast.unit, person=cast.bruno.person, due_on=TODAY
        )

    assert chase() == 1

    message = Message.objects.get()
    assert message.to == address
    assert message.subject == "2 compromisos esperan"
    assert "- Uno" in message.text
    assert "- Dos" in message.text
    assert "VENCEN HOY" in message.text
    assert ReminderLine.objects.count() == 2


def test_run_twice_it_writes_once(cast: Cast) -> None:
    factories.mailed(cast.bruno)
    factories.commitment(cast, responsible=cast.unit, person=cast.bruno.person, due_on=TODAY)

    assert (chase(), chase()) == (1, 0)
    assert Message.objects.count() == 1


def test_killed_in_the_middle_the_next_run_writes_the_rest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in (cast.bruno, cast.emilio):
        factories.mailed(who)
        factories.commitment(cast, responsible=cast.unit, person=who.person, due_on=TODAY)
    send, sent = daily.send, list[str]()

    def dies(to: str, *args: Any, **more: Any) -> Any:
        if sent:
            raise SystemExit
        sent.append(to)
        return send(to, *args, **more)

    monkeypatch.setattr(daily, "send", dies)
    with pytest.raises(SystemExit):
        chase()
    monkeypatch.setattr(daily, "send", send)

    assert Message.objects.count() == Reminder.objects.count() == 1
    assert chase() == 1
    assert Message.objects.count() == Reminder.objects.count() == ReminderLine.objects.count() == 2


def test_killed_after_the_first_letter_of_one_commitment_the_others_are_written_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = {factories.mailed(who) for who in (cast.bruno, cast.emilio)}
    factories.commitment(cast, responsible=cast.unit, due_on=TODAY)
    send = daily.send

    def dies(to: str, *args: Any, **more: Any) -> Any:
        if Message.objects.exists():
            raise SystemExit
        return send(to, *args, **more)

    monkeypatch.setattr(daily, "send", dies)
    with pytest.raises(SystemExit):
        chase()
    monkeypatch.setattr(daily, "send", send)

    assert len(_written()) == 1
    assert (chase(), chase()) == (1, 0)
    assert _written() == both
    assert chase(TODAY + timedelta(days=1)) == 0


def test_the_message_and_its_row_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between both, neither is there."""
    factories.mailed(cast.bruno)
    factories.commitment(cast, responsible=cast.unit, person=cast.bruno.person, due_on=TODAY)

    def dies(*args: Any, **more: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(ReminderLine, "save", dies)
    with pytest.raises(SystemExit):
        chase()

    assert not Message.objects.exists()
    assert not Reminder.objects.exists()


def test_a_unit_with_a_mailbox_is_written_there(cast: Cast) -> None:
    factories.mailed(cast.bruno)
    actions.set_mailbox(cast.unit, mailbox="control@minga.cl", by=cast.diana.access)
    factories.commitment(cast, responsible=cast.unit, due_on=TODAY)

    chase()

    assert Message.objects.get().to == "control@minga.cl"
    assert Reminder.objects.get().organisation_id == cast.unit.pk


def test_a_mailbox_that_is_no_address_is_refused(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(errors.NotAMailbox):
        actions.set_mailbox(cast.unit, mailbox="control", by=cast.diana.access)


def test_without_mail_nothing_leaves_and_the_list_says_so(cast: Cast) -> None:
    made = factories.commitment(cast, due_on=TODAY)

    assert chase() == 0

    for url in ("/compromisos/", f"/compromisos/de/{made.public_id}/"):
        assert "sin correo a quien avisar" in cast.ana.client().get(url).content.decode()


def test_the_chief_reads_of_what_is_long_late(cast: Cast) -> None:
    factories.mailed(cast.bruno)
    chief = factories.mailed(cast.emilio)
    late = TODAY - timedelta(days=10)
    factories.commitment(
        cast, responsible=cast.unit, person=cast.bruno.person, due_on=late,
    )  # fmt: skip

    chase()

    assert Message.objects.get(to=chief).text.count("JEFATURA") == 1
    assert set(ReminderLine.objects.values_list("why", flat=True)) == {"overdue", "chief"}


def test_a_paused_one_is_not_written_and_goes_on_when_resumed(cast: Cast) -> None:
    factories.mailed(cast.bruno)
    made = factories.commitment(cast, responsible=cast.unit, person=cast.bruno.person, due_on=TODAY)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.pause_chase(made, reason=" ", by=cast.diana.access)
    actions.pause_chase(made, reason="En trámite.", by=cast.diana.access)
    assert chase() == 0

    actions.resume_chase(made, by=cast.diana.access)
    assert chase() == 1


def test_what_is_reported_is_chased_no_more(cast: Cast) -> None:
    factories.mailed(cast.sofia)
    factories.reported(cast, due_on=TODAY)
    assert chase() == 0


def test_the_heir_of_a_closed_body_is_written(cast: Cast) -> None:
    old, heir = factories.body(cast, "corporacion"), factories.body(cast, "agencia-nueva")
    factories.commitment(cast, responsible=old, due_on=TODAY)
    actions.set_mailbox(heir, mailbox="agencia@minga.cl", by=cast.nora.access)
    close_organisation(
        old, last_day=TODAY - timedelta(days=3), reason="Ley", successor=heir, by=SCRIBE
    )

    chase()

    assert Message.objects.get().to == "agencia@minga.cl"


def test_a_service_fixes_its_own_days_from_a_day_on(cast: Cast) -> None:
    actions.set_rule(
        cast.serviu,
        key="before",
        days=20,
        valid_from=TODAY,
        reason="Oficio 3",
        by=cast.diana.access,
    )
    factories.mailed(cast.bruno)
    factories.commitment(
        cast, responsible=cast.unit, person=cast.bruno.person, due_on=TODAY + timedelta(days=15)
    )

    assert [r.days for r in rules_of(cast.serviu.pk, TODAY - timedelta(days=1))] == [5, 7, 10]
    assert [r.days for r in rules_of(cast.serviu.pk, TODAY)] == [20, 7, 10]
    assert chase(TODAY) == 1
    with nothing_recorded(), pytest.raises(errors.RuleKnown):
        actions.set_rule(
            cast.serviu, key="before", days=9, valid_from=TODAY, reason="x", by=cast.diana.access
        )
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.set_rule(
            cast.serviu, key="every", days=9, valid_from=TODAY, reason="x", by=cast.ana.access
        )


def test_each_message_is_shown_on_the_page(cast: Cast) -> None:
    factories.mailed(cast.bruno)
    made = factories.commitment(cast, responsible=cast.unit, person=cast.bruno.person, due_on=TODAY)
    chase()

    text = cast.ana.client().get(f"/compromisos/de/{made.public_id}/").content.decode()

    assert "vence hoy" in text
    assert "por enviar" in text


def _written() -> set[str]:
    return set(Message.objects.values_list("to", flat=True))


def _named(cast: Cast, person: Any, **more: Any) -> Any:
    given = {"responsible": cast.unit, "person": person, "due_on": TODAY} | more
    return factories.commitment(cast, **given)


def _moves(somebody: Somebody, until: date) -> None:
    for held in Membership.objects.filter(person=somebody.person, valid_until__isnull=True):
        end_membership(held, last_day=until, reason="Otro cargo", by=SCRIBE, on=until)


def test_who_left_is_not_written_and_the_unit_is(cast: Cast) -> None:
    olga = factories.member(cast.unit, Role.UNIT_OFFICER)
    factories.mailed(olga)
    unit = {factories.mailed(who) for who in (cast.bruno, cast.emilio)}
    made = _named(cast, olga.person)
    _moves(olga, TODAY - timedelta(days=1))

    chase()

    assert _written() == unit
    assert made in Commitment.objects.filter(scope.to_report(cast.bruno.access, TODAY))
    text = cast.ana.client().get(f"/compromisos/de/{made.public_id}/").content.decode()
    assert "estaba a cargo" in text
    assert "ya no trabaja ahí" in cast.ana.client().get("/compromisos/").content.decode()


def test_who_works_in_another_unit_now_is_not_written(cast: Cast) -> None:
    other = factories.body(cast, "finanzas", parent=cast.serviu)
    olga = factories.member(cast.unit, Role.UNIT_OFFICER)
    factories.mailed(olga)
    unit = factories.mailed(cast.bruno)
    made = _named(cast, olga.person)
    _moves(olga, TODAY - timedelta(days=1))
    add_membership(
        olga.person, role=Role.UNIT_OFFICER, organisation=other, valid_from=TODAY, by=SCRIBE
    )

    chase()

    assert _written() == {unit}
    mine = Commitment.objects.filter(scope.to_report(olga.access, TODAY))
    assert made not in mine


def test_somebody_of_the_institution_who_never_was_of_the_unit_is_written(cast: Cast) -> None:
    other = factories.body(cast, "finanzas", parent=cast.serviu)
    olga = factories.member(other, Role.UNIT_OFFICER)
    address = factories.mailed(olga)
    factories.mailed(cast.bruno)
    made = _named(cast, olga.person)

    chase()

    assert _written() == {address}
    assert made in Commitment.objects.filter(scope.to_report(olga.access, TODAY))
    assert made not in Commitment.objects.filter(scope.to_report(cast.bruno.access, TODAY))


def test_who_may_not_report_it_is_not_written(cast: Cast) -> None:
    """A function that does not let her, or an account that was closed."""
    control = factories.controller(cast)
    closed = factories.member(cast.unit, Role.UNIT_OFFICER, ("Rosa", "Luna"))
    for who in (control, closed):
        factories.mailed(who)
    accounts.close_account(closed.person, reason="Se fue.", by=SCRIBE)
    boss = factories.mailed(cast.emilio)
    for who in (control, closed):
        _named(cast, who.person)

    chase()

    assert _written() == {boss}


def test_an_approved_change_of_who_does_what_rules_the_mail_too(cast: Cast) -> None:
    bruno, boss = (factories.mailed(who) for who in (cast.bruno, cast.emilio))
    _named(cast, None)
    assert {one.address for one, _ in daily.due_letters(TODAY)} == {bruno, boss}

    change = propose_change(
        REPORT,
        roles=holders(REPORT) - {Role.UNIT_OFFICER},
        valid_from=TODAY,
        act_reference="Res. Ex. 91",
        reason="Informa la jefatura.",
        service=cast.serviu,
        by=cast.nora.access,
    )
    approvals.pass_step(change, seen=seen_of(change), by=cast.diana.access)

    assert {one.address for one, _ in daily.due_letters(TODAY)} == {boss}


def test_without_anybody_in_the_unit_its_chief_is_written(cast: Cast) -> None:
    """Of the unit; where it has none, who directs the institution."""
    empty = factories.body(cast, "vacia", parent=cast.serviu)
    director = factories.mailed(cast.diana)
    factories.commitment(cast, responsible=empty, due_on=TODAY)

    chase()

    assert _written() == {director}


def test_of_a_body_that_nobody_follows_who_directs_the_service_is_told_to_decide(
    cast: Cast,
) -> None:
    old = factories.body(cast, "corporacion")
    director = factories.mailed(cast.diana)
    factories.commitment(cast, responsible=old, due_on=TODAY)
    close_organisation(old, last_day=TODAY - timedelta(days=3), reason="Ley", by=SCRIBE)

    chase()

    assert Message.objects.get().to == director
    assert "decida quién sigue" in Message.objects.get().text


def test_the_heir_of_a_whole_answers_for_its_units(cast: Cast) -> None:
    old, heir = factories.body(cast, "corporacion"), factories.body(cast, "agencia-nueva")
    unit = factories.body(cast, "corporacion-obras", parent=old)
    made = factories.commitment(cast, responsible=unit, due_on=TODAY)
    reader = factories.member(heir, Role.REGIONAL_READER)
    address = factories.mailed(reader)
    close_organisation(
        old, last_day=TODAY - timedelta(days=3), reason="Ley", successor=heir, by=SCRIBE
    )

    chase()

    assert _written() == {address}
    assert made in Commitment.objects.visible_to(reader.access)


def test_a_finding_that_awaits_an_answer_is_chased_until_it_has_one(cast: Cast) -> None:
    """Its unit, by who may answer; and again when a follow-up says that it is not solved."""
    control, town = factories.controller(cast), factories.body(cast, "pica", kind="municipality")
    mayor = factories.member(town, Role.MUNICIPALITY)
    bruno, boss = (factories.mailed(who) for who in (cast.bruno, cast.emilio))
    for who in (control, mayor):
        factories.mailed(who)
    factories.finding(cast, control, answer_due_on=TODAY, responsible=town)
    finding = factories.finding(cast, control, answer_due_on=TODAY)
    made = _named(cast, cast.bruno.person)

    assert (chase(), chase()) == (2, 0)
    assert _written() == {bruno, boss}
    both, alone = (Message.objects.get(to=address) for address in (bruno, boss))
    assert both.subject == "1 compromiso y 1 hallazgo esperan"
    assert alone.subject == "1 hallazgo espera"
    assert f"- Hallazgo {finding.code}: Visitas no realizadas" in alone.text
    assert "Plazo: 30-11-2007" in alone.text
    lines = ReminderLine.objects.order_by("pk").values_list("commitment", "finding")
    assert sorted(lines, key=str) == sorted(
        [(made.pk, None), (None, finding.pk), (None, finding.pk)], key=str
    )
    text = cast.bruno.client().get(f"/compromisos/hallazgos/{finding.public_id}/").content.decode()
    assert "vence hoy" in text

    actions.void_commitment(made, reason="Se repite.", by=cast.diana.access)
    actions.answer_finding(finding, text="Listo.", by=cast.bruno.access)
    assert chase(TODAY + timedelta(days=1)) == chase(TODAY + timedelta(days=30)) == 0

    again = TODAY + timedelta(days=60)
    actions.assess_finding(
        finding, outcome="unsolved", remarks="Faltan.", next_on=again, by=control.access
    )
    assert chase(again - timedelta(days=6)) == 0
    assert chase(again - timedelta(days=5)) == 2
    assert "no subsanada" in Message.objects.filter(to=boss).latest("pk").text


def test_a_finding_long_late_is_told_to_the_chief_and_of_a_body_without_heir_to_the_head(
    cast: Cast,
) -> None:
    control, old = factories.controller(cast), factories.body(cast, "corporacion")
    director = factories.mailed(cast.diana)
    actions.set_mailbox(cast.unit, mailbox="control@minga.cl", by=cast.diana.access)
    chief = factories.mailed(cast.emilio)
    late = TODAY - timedelta(days=10)
    for body in (cast.unit, old):
        factories.finding(cast, control, answer_due_on=late, responsible=body)
    close_organisation(old, last_day=TODAY - timedelta(days=3), reason="Ley", by=SCRIBE)

    chase()

    assert _written() == {"control@minga.cl", chief, director}
    assert "JEFATURA" in Message.objects.get(to=chief).text
    told = Message.objects.get(to=director).text
    assert "nadie la sucede: responde la dirección" in told
    assert chase(TODAY + timedelta(days=7)) == 3


def test_a_line_tells_one_thing_once(cast: Cast) -> None:
    factories.mailed(cast.bruno)
    finding, made = factories.finding(cast, answer_due_on=TODAY), _named(cast, cast.bruno.person)
    chase()
    reminder = Reminder.objects.get()
    for about in ({"finding": finding}, {}, {"finding": finding, "commitment": made}):

        @action("commitments.forced", says="forzó")
        def force(*, by, on=None, about=about):  # type: ignore[no-untyped-def]
            ReminderLine(reminder=reminder, why="today", **about).save()
            current_act().about(reminder)

        with pytest.raises(AlreadyDecided, match="hallazgo"):
            force(by=SCRIBE)
