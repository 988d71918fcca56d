"""Accounts with a second factor, and the codes that a telephone would show."""

import time

import pyotp

from minga.core.approvals import actions
from minga.core.approvals.factors import PERIOD
from minga.core.approvals.models import SecondFactor
from minga.core.approvals.sealing import unseal
from tests.conftest import Somebody
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import sent
from tests.core.approvals.sample.models import Purchase
from tests.core.approvals.test_rules import set_rule


def secret_of(factor: SecondFactor) -> str:
    secret = unseal(factor.secret)
    assert secret
    return secret


def code_of(factor: SecondFactor, periods: int = 0) -> str:
    """Of now, or so many half minutes away."""
    counter = int(time.time()) // PERIOD + periods
    return pyotp.TOTP(secret_of(factor)).generate_otp(counter)


def wrong(factor: SecondFactor) -> str:
    """Six figures that are none of the three that count."""
    right = {code_of(factor, step) for step in (-2, -1, 0, 1, 2)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in right)


def enrolled(who: Somebody) -> tuple[SecondFactor, list[str]]:
    factor = actions.begin_factor(by=who.access)
    codes = actions.confirm_factor(factor, by=who.access)
    factor.refresh_from_db()
    return factor, codes


def guarded(office: Office) -> Purchase:
    """One step, of Emilio, with second factor."""
    set_rule(office, "head", above=None, second_factor=True)
    return sent(office, 1)
