"""Sending, and going through the steps that the amount asks for."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from minga.core.approvals import actions
from minga.core.approvals.errors import (
    AlreadyApproved,
    AlreadySent,
    DecidedTooEarly,
    NotAwaiting,
    PassedAnotherStep,
    Prepared,
    SentByDecider,
)
from minga.core.approvals.flows import all_flows
from minga.core.approvals.models import Decision
from minga.core.approvals.rounds import seen_of
from minga.core.errors import NotAllowed
from minga.core.history import sentence
from minga.core.models import Event
from minga.core.permissions import all_permissions
from minga.core.verification import verify
from minga.core.versions import ChangedSinceOpened
from minga.people.actions import add_membership
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Somebody
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import (
    LARGE,
    labels,
    passes,
    refused,
    sent,
    state,
    submission,
    written,
)
from tests.core.approvals.sample.flow import MILLION, write
from tests.core.database import commit

HEAD, LEGAL, DIRECTOR = "Jefatura de unidad", "Jurídica", "Dirección"


def said() -> tuple[str, str, str]:
    event = Event.objects.latest("sequence")
    return event.kind, event.actor, sentence(event)


def also(somebody: Somebody, role: Role, office: Office) -> None:
    add_membership(
        somebody.person,
        role=role,
        organisation=office.serviu,
        valid_from=date(2000, 1, 1),
        by=SCRIBE,
    )


@pytest.mark.parametrize(
    ("amount", "steps"),
    [
        (0, [HEAD]),
        (5 * MILLION - 1, [HEAD]),
        (5 * MILLION, [HEAD, LEGAL]),
        (10 * MILLION - 1, [HEAD, LEGAL]),
        (10 * MILLION, [HEAD, LEGAL, DIRECTOR]),
        (None, [HEAD, LEGAL, DIRECTOR]),
    ],
)
def test_the_steps_are_those_that_its_amount_reaches(
    office: Office, amount: int | None, steps: list[str]
) -> None:
    purchase = sent(office, amount)

    assert labels(purchase) == steps
    assert (submission(purchase).amount, state(purchase)) == (amount, "sent")


def test_it_goes_from_step_to_step_and_the_last_one_does_what_the_area_does(
    office: Office,
) -> None:
    purchase = sent(office)

    for who in (office.emilio, office.aldo):
        passes(purchase, who)
        assert state(purchase) == "sent"
    passes(purchase, office.diana)

    assert state(purchase) == "bought"
    round_ = submission(purchase)
    assert (round_.outcome, round_.passed, round_.closed_on) == ("approved", 3, TODAY)
    decided = Decision.objects.order_by("step__position")
    assert [(d.actor, d.role, d.outcome) for d in decided] == [
        ("E. Vera", "jefatura de unidad", "passed"),
        ("A. Ríos", "auditoría", "passed"),
        ("D. Pérez", "dirección del servicio", "passed"),
    ]
    commit()
    assert [finding for finding in verify() if "approvals" in finding.where] == []


def test_each_step_is_one_event_of_the_area(office: Office) -> None:
    purchase = sent(office)
    assert said() == ("purchases.submitted", "A. Soto", "envió a aprobación la compra Computadores")

    before = Event.objects.count()
    passes(purchase, office.emilio)
    assert said() == (
        "purchases.step_passed",
        "E. Vera",
        "dio el paso «Jefatura de unidad» de la compra Computadores",
    )
    passes(purchase, office.aldo)
    passes(purchase, office.diana)

    assert said() == ("purchases.approved", "D. Pérez", "aprobó la compra Computadores")
    assert Event.objects.count() == before + 3
    event = Event.objects.latest("sequence")
    assert (event.role, event.subject_public_id) == ("dirección del servicio", purchase.public_id)
    assert f"purchases.purchase:{purchase.pk}" in event.digests


def test_a_step_is_of_who_has_its_role_at_the_institution(office: Office) -> None:
    purchase = sent(office)

    for who in ("ana", "bruno", "aldo", "diana", "nora", "carla"):
        with refused(NotAllowed, "Este paso lo da otra función: Jefatura de unidad."):
            passes(purchase, office.everybody()[who])


def test_no_step_is_jumped(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)

    with refused(NotAllowed, "Este paso lo da otra función: Jurídica."):
        passes(purchase, office.emilio)


def test_who_wrote_in_it_passes_no_step(office: Office) -> None:
    purchase = written(office)
    write(purchase, by=office.aldo.access, name="Impresoras")
    actions.begin(purchase, by=office.ana.access)
    passes(purchase, office.emilio)

    with refused(Prepared, "Usted lo preparó: lo decide otra persona."):
        passes(purchase, office.aldo)


def test_who_only_sent_it_does_not_decide_either(office: Office) -> None:
    purchase = actions.begin(written(office), by=office.emilio.access)

    with refused(SentByDecider, "Usted lo envió a aprobación: lo decide otra persona."):
        passes(purchase, office.emilio)


def test_nobody_in_particular_decides_nothing(office: Office) -> None:
    purchase = sent(office)

    with refused(Prepared, "lo decide otra persona"):
        actions.pass_step(purchase, seen=seen_of(purchase), by=SCRIBE)


def test_who_passed_a_step_does_not_pass_another(office: Office) -> None:
    also(office.emilio, Role.AUDITOR, office)
    purchase = sent(office)
    passes(purchase, office.emilio)

    with refused(PassedAnotherStep, "Usted ya dio el paso «Jefatura de unidad»: los demás"):
        passes(purchase, office.emilio)


def test_unless_the_flow_lets_one_person_pass_several(
    office: Office, declare: Callable[..., None]
) -> None:
    also(office.emilio, Role.AUDITOR, office)
    declare(four_eyes=False)
    purchase = sent(office, 6 * MILLION)

    passes(purchase, office.emilio)
    passes(purchase, office.emilio)

    assert state(purchase) == "bought"


def test_one_decides_on_what_one_read(office: Office) -> None:
    """Another step was passed meanwhile: what the page offered is no longer what would happen."""
    also(office.emilio, Role.AUDITOR, office)
    purchase = sent(office)
    seen = seen_of(purchase)
    passes(purchase, office.emilio)

    with refused(ChangedSinceOpened, "cambió desde que usted abrió la página") as caught:
        actions.pass_step(purchase, seen=seen, by=office.aldo.access)

    assert caught.value.status == 409


@pytest.mark.parametrize("seen", [0, -1, 7])
def test_who_shows_nothing_read_decides_nothing(office: Office, seen: int) -> None:
    purchase = sent(office)

    with refused(ChangedSinceOpened, "Léala de nuevo y decida"):
        actions.pass_step(purchase, seen=seen, by=office.emilio.access)


def test_what_was_not_sent_waits_for_nobody(office: Office) -> None:
    purchase = written(office)

    with refused(NotAwaiting, "Esto ya no espera aprobación."):
        passes(purchase, office.emilio)


def test_what_is_sent_or_approved_is_not_sent_again(office: Office) -> None:
    purchase = sent(office, 1)
    with refused(AlreadySent, "Ya fue enviado a aprobación y todavía espera."):
        actions.begin(purchase, by=office.ana.access)
    passes(purchase, office.emilio)

    with refused(AlreadyApproved, "lo aprobado se reemplaza"):
        actions.begin(purchase, by=office.ana.access)


def test_only_who_prepares_sends(office: Office) -> None:
    purchase = written(office)

    for who in ("diana", "aldo", "nora", "carla"):
        with refused(NotAllowed, "Solo quien prepara en esta institución"):
            actions.begin(purchase, by=office.everybody()[who].access)


def test_a_step_is_not_passed_before_the_one_before(office: Office) -> None:
    purchase = sent(office)
    yesterday = TODAY - timedelta(days=1)

    with refused(DecidedTooEarly, "Hoy es 29-11-2007 y esto espera este paso desde el 30-11-2007"):
        actions.pass_step(
            purchase, seen=seen_of(purchase), by=office.emilio.on(yesterday), on=yesterday
        )


def test_what_the_area_refuses_keeps_it_waiting(
    office: Office, declare: Callable[..., None]
) -> None:
    purchase = sent(office)

    def check(row: object) -> None:
        raise NotAllowed("No hay presupuesto.")

    declare(check=check)
    with refused(NotAllowed, "No hay presupuesto."):
        passes(purchase, office.emilio)


def test_an_amount_that_is_no_longer_the_one_sent_is_not_approved(
    office: Office, declare: Callable[..., None]
) -> None:
    """Of an area that reckons it from rows that nothing froze."""
    purchase = sent(office)
    declare(amount=lambda row: LARGE + 1)

    with refused(ChangedSinceOpened, "cambió desde que usted abrió la página"):
        passes(purchase, office.emilio)


def test_with_the_clock_moved_back_no_step_is_passed_before_the_one_before_it(
    office: Office,
) -> None:
    sending, yesterday = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    purchase = actions.begin(written(office), by=office.ana.on(sending), on=sending)
    passes(purchase, office.emilio)

    with refused(DecidedTooEarly, f"{TODAY:%d-%m-%Y}"):
        actions.pass_step(
            purchase, seen=seen_of(purchase), by=office.diana.on(yesterday), on=yesterday
        )

    passes(purchase, office.diana)
    assert submission(purchase).passed == 2


def test_who_directs_a_service_is_called_the_same_in_every_flow() -> None:
    """Where only that function decides; a signature has a word of its own."""
    alone = {known.code for known in all_permissions() if known.roles == {"institution_head"}}
    steps = {
        (flow.kind, step.label, step.who)
        for flow in all_flows()
        for step in flow.steps
        if flow.model.__module__.startswith("minga.")
        and step.permission in alone
        and step.label != "Firma"
    }

    assert {kind for kind, _, _ in steps} >= {"parameters", "agreements", "workplan", "strategy"}
    assert {who for _, _, who in steps if not who.endswith("la dirección del servicio")} == set()
    assert {said for _, said, _ in steps if "dirección" not in said.lower()} == set()
