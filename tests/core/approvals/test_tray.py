"""One tray: what awaits a person's decision in any area, and where stands what they sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core.approvals import actions, tray
from minga.people.actions import add_membership
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Somebody
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import LARGE, passes, returns, sent, submission, written
from tests.core.approvals.sample.flow import MILLION, purchase_of, write

LATER = TODAY + timedelta(days=8)


def waits(office: Office) -> dict[str, int]:
    """Who can decide something, and how much."""
    found = {who: len(list(tray.find(s.access, TODAY))) for who, s in office.everybody().items()}
    return {who: number for who, number in found.items() if number}


def in_menu(somebody: Somebody) -> int:
    class Asked:
        access, day = somebody.access, TODAY

    found = tray.count(Asked)  # type: ignore[arg-type]
    return found if isinstance(found, int) else found.count()


def test_it_waits_for_who_has_the_step_and_moves_on(office: Office) -> None:
    purchase = sent(office)
    assert waits(office) == {"emilio": 1}

    passes(purchase, office.emilio)
    # The director may also give the opinion of legal, as the roles stand in these tests.
    assert waits(office) == {"aldo": 1, "diana": 1}

    passes(purchase, office.aldo)
    assert waits(office) == {"diana": 1}

    passes(purchase, office.diana)
    assert waits(office) == {}


def test_a_line_says_what_who_since_when_which_step_and_as_whom(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)

    (item,) = tray.for_me(office.aldo.on(LATER), LATER)

    assert (item.title, item.prepared, item.submission.sender) == (
        "Computadores", "A. Soto", "A. Soto",
    )  # fmt: skip
    assert (item.step.label, item.step.position, item.total) == ("Jurídica", 2, 3)
    assert (item.submission.amount, item.days, item.capacity) == (LARGE, 8, "auditoría")
    assert item.barred == ""
    (line,) = tray.find(office.aldo.on(LATER), LATER)
    assert line.note == "Se envió a aprobación el 30-11-2007, paso 2 de 3."


def test_who_is_barred_sees_why_and_is_not_counted(office: Office) -> None:
    purchase = written(office)
    write(purchase, by=office.emilio.access, name="Impresoras")
    actions.begin(purchase, by=office.ana.access)

    (item,) = tray.for_me(office.emilio.access, TODAY)

    assert item.barred == "Usted lo preparó: lo decide otra persona."
    assert (waits(office), in_menu(office.emilio)) == ({}, 0)


def test_nor_is_who_passed_another_step_or_sent_it(office: Office) -> None:
    add_membership(
        office.emilio.person, role=Role.AUDITOR, organisation=office.serviu, valid_from=TODAY,
        by=SCRIBE,
    )  # fmt: skip
    passes(sent(office), office.emilio)
    assert (in_menu(office.emilio), in_menu(office.aldo)) == (0, 1)

    actions.begin(written(office), by=office.emilio.access)

    assert in_menu(office.emilio) == 0
    assert {item.barred for item in tray.for_me(office.emilio.access, TODAY)} == {
        "Usted ya dio el paso «Jefatura de unidad»: los demás pasos los da otra persona.",
        "Usted lo envió a aprobación: lo decide otra persona.",
    }


def test_the_menu_counts_what_the_tray_lets_decide(office: Office) -> None:
    for amount in (1, 2, LARGE):
        sent(office, amount)

    assert {name: in_menu(somebody) for name, somebody in office.everybody().items()} == {
        **dict.fromkeys(office.everybody(), 0),
        "emilio": 3,
    }


def test_what_waits_longest_comes_first(office: Office) -> None:
    first, second = sent(office), sent(office, 1)
    passes(first, office.emilio)

    assert [item.days for item in tray.for_me(office.emilio.on(LATER), LATER)] == [8]
    titles = [item.submission.subject_id for item in tray.for_me(office.aldo.access, TODAY)]
    assert titles == [first.pk]
    assert submission(second).is_open


def test_nothing_of_a_later_day_is_seen(office: Office) -> None:
    sent(office)
    yesterday = TODAY - timedelta(days=1)

    assert tray.for_me(office.emilio.on(yesterday), yesterday) == []
    assert tray.sent_by(office.ana.on(yesterday), yesterday) == []


def test_what_one_sent_says_where_it_stands(office: Office) -> None:
    waiting, back, done = sent(office), sent(office), sent(office, 1)
    passes(waiting, office.emilio)
    returns(back, office.emilio, "Falta una cotización.")
    passes(done, office.emilio)

    found = tray.sent_by(office.ana.access, TODAY)

    assert [(item.submission.outcome, item.step, item.remarks) for item in found] == [
        ("open", "Jurídica", ""),
        ("approved", "Jefatura de unidad", ""),
        ("returned", "Jefatura de unidad", "Falta una cotización."),
    ]
    assert [(item.position, item.total) for item in found] == [(2, 3), (1, 1), (1, 3)]
    assert [item.to_correct for item in found] == [False, False, True]
    assert tray.sent_by(office.bruno.access, TODAY) == []


def test_what_was_corrected_and_sent_again_no_longer_asks_for_it(office: Office) -> None:
    purchase = sent(office)
    returns(purchase, office.emilio)
    actions.begin(purchase, by=office.ana.access)

    found = tray.sent_by(office.ana.access, TODAY)

    assert [(item.submission.number, item.to_correct) for item in found] == [(2, False), (1, False)]


def test_what_came_back_awaits_who_sent_it_until_it_is_sent_again(office: Office) -> None:
    purchase = sent(office)
    assert list(tray.find(office.ana.access, TODAY)) == []
    returns(purchase, office.emilio, "Falta una cotización.")

    (mine,) = tray.find(office.ana.access, TODAY)
    others = [
        list(tray.find(office.bruno.access, TODAY)),
        list(tray.find(office.ana.access, TODAY - timedelta(days=1))),
    ]

    assert (mine.label, mine.verb) == ("Computadores", "Corregir compra")
    assert mine.note == "E. Vera pidió corregir: Falta una cotización."
    assert others == [[], []]

    actions.begin(purchase, by=office.ana.access)
    assert list(tray.find(office.ana.access, TODAY)) == []


def test_what_an_area_that_is_gone_sent_is_left_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(office)
    monkeypatch.setattr("minga.core.approvals.tray.flow_named", lambda model: None)

    assert tray.for_me(office.emilio.access, TODAY) == []
    assert tray.sent_by(office.ana.access, TODAY) == []


def queries(look: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        look()
    return len(asked)


def test_ten_things_cost_what_one_does(office: Office) -> None:
    def look() -> None:
        tray.for_me(office.emilio.access, TODAY)
        tray.sent_by(office.ana.access, TODAY)

    sent(office)
    few = queries(look)

    for number in range(10):
        purchase = purchase_of(
            office.serviu, MILLION, by=office.bruno.access, name=f"Compra {number}"
        )
        actions.begin(purchase, by=office.ana.access)

    assert queries(look) == few
    assert len(tray.for_me(office.emilio.access, TODAY)) == 11
