"""What a function needs to enter, since when, and who is led to it."""

from datetime import date, timedelta

import pytest

from minga.core.approvals.models import SecondFactor
from minga.core.demonstration import open_demonstration
from minga.people.accounts.actions import set_factor_rule
from minga.people.accounts.errors import RuleInThePast, RuleUnchanged
from minga.people.accounts.rules import is_required, ruled
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.approvals.codes import code_of, enrolled
from tests.people.accounts.browser import enter, is_inside, words

FACTOR = "/aprobaciones/segundo-factor/"


def rule(role: Role, *, required: bool, since: date = TODAY) -> None:
    set_factor_rule(
        role, required=required, valid_from=since, source="Res. Ex. 9", reason="x", by=SCRIBE
    )


def test_at_first_who_approves_or_administers_needs_it(db: None) -> None:
    needed = {row.role for row in ruled(TODAY) if row.required}

    assert {Role.INSTITUTION_HEAD, Role.ADMINISTRATOR} <= needed
    assert needed.isdisjoint({Role.UNIT_OFFICER, Role.AUDITOR, Role.MINISTRY_READER})


def test_who_needs_it_and_has_none_is_led_to_it_and_nowhere_else(cast: Cast) -> None:
    client, _ = enter("diana")

    for path in ("/", "/programas/", "/mi-cuenta/"):
        assert client.get(path)["Location"] == FACTOR
    assert client.post("/programas/nuevo/", {"year": 2008})["Location"] == FACTOR
    page = client.get("/", follow=True)
    assert "Su función pide un segundo factor: actívelo para continuar." in words(page)
    client.post(f"{FACTOR}activar/")
    assert client.get(f"{FACTOR}qr.svg").status_code == 200
    factor = SecondFactor.objects.get()
    codes = client.post(f"{FACTOR}confirmar/", {"code": code_of(factor)})
    assert "Guarde ahora sus 10 códigos de recuperación" in words(codes)
    assert is_inside(client)


def test_who_does_not_need_it_is_not_led(cast: Cast) -> None:
    assert is_inside(enter("ana")[0])


def test_who_has_it_owes_nothing(cast: Cast) -> None:
    factor, _ = enrolled(cast.diana)
    client, answer = enter("diana")

    client.post(answer["Location"], {"code": code_of(factor)})

    assert is_inside(client)


def test_in_a_demonstration_nobody_needs_it(cast: Cast) -> None:
    open_demonstration(TODAY, by=SCRIBE)

    assert is_inside(enter("diana")[0])


def test_a_rule_holds_from_its_day_until_the_next(cast: Cast) -> None:
    later = TODAY + timedelta(days=10)
    rule(Role.UNIT_OFFICER, required=True)
    rule(Role.UNIT_OFFICER, required=False, since=later)

    assert not is_required(["unit_officer"], TODAY - timedelta(days=1))
    assert is_required(["unit_officer"], TODAY)
    assert is_required(["unit_officer"], later - timedelta(days=1))
    assert not is_required(["unit_officer"], later)
    assert enter("ana")[0].get("/")["Location"] == FACTOR
    assert is_inside(enter("aldo")[0])


def test_a_rule_can_lift_it(cast: Cast) -> None:
    rule(Role.INSTITUTION_HEAD, required=False)

    assert is_inside(enter("diana")[0])


def test_a_rule_is_not_for_the_past_nor_for_what_is_so_already(cast: Cast) -> None:
    with nothing_recorded():
        with pytest.raises(RuleInThePast):
            rule(Role.AUDITOR, required=True, since=TODAY - timedelta(days=1))
        with pytest.raises(RuleUnchanged):
            rule(Role.AUDITOR, required=False)


def test_the_page_sets_a_rule(cast: Cast) -> None:
    nora = cast.nora.client()
    said = {"required": "si", "valid_from": TODAY.isoformat(), "source": "Res. 9", "reason": "x"}

    answer = nora.post("/cuentas/segundo-factor/auditor/", said, follow=True)

    assert "Regla guardada: auditoría." in words(answer)
    assert "Res. 9" in words(answer)
    assert nora.get("/cuentas/segundo-factor/nadie/").status_code == 404
    assert nora.post("/cuentas/segundo-factor/auditor/", said).status_code == 422
