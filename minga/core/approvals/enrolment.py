"""The second factor of an account: begun, confirmed, ended, reset by another; a recovery code used.

Events name the factor and never what is secret of it.
"""

import secrets
from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals import errors
from minga.core.approvals.models import FactorUse, RecoveryCode, SecondFactor
from minga.core.approvals.sealing import digest_of, new_secret, seal
from minga.core.errors import NotAllowed
from minga.core.ids import ALPHABET
from minga.core.models import Chain, User

CODES, CODE_LENGTH = 10, 10


@action("approvals.factor_begun", says="comenzó a activar su segundo factor")
def begin_factor(*, by: Access, on: date | None = None) -> SecondFactor:
    """With a new secret, which its page shows until it is confirmed. One left half done ends."""
    factor = _begin(by, on)
    current_act().about(factor)
    return factor


def _begin(by: Access, on: date | None) -> SecondFactor:
    if by.user_id is None:
        raise NotAllowed("Un segundo factor es de una cuenta con funciones vigentes.")
    User.objects.select_for_update().get(pk=by.user_id)
    old = SecondFactor.objects.standing().filter(user=by.user_id).first()
    if old and old.confirmed_on:
        raise errors.FactorExists
    if old:
        _end(old, on)
    factor = SecondFactor(user_id=by.user_id, secret=seal(new_secret()))
    factor.save()
    FactorUse.objects.create(factor=factor)
    return factor


def _end(factor: SecondFactor, on: date | None) -> None:
    factor.secret, factor.ended_on = "", on
    factor.save(update_fields=["secret", "ended_on"])


@action("approvals.factor_confirmed", says="activó su segundo factor")
def confirm_factor(factor: SecondFactor, *, by: Access, on: date | None = None) -> list[str]:
    """After its first right code, which who calls has judged. Answers the recovery codes: they are
    shown this once."""
    factor = SecondFactor.objects.select_for_update().get(pk=factor.pk)
    if factor.user_id != by.user_id or factor.confirmed_on or factor.ended_on:
        raise errors.FactorNotBegun
    codes = _confirm(factor, on)
    current_act().about(factor)
    return codes


def _confirm(factor: SecondFactor, on: date | None) -> list[str]:
    factor.confirmed_on = on
    factor.save(update_fields=["confirmed_on"])
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    # A letter at least, so that none is taken for a code of the telephone.
    codes = [code if not code.isdigit() else f"b{code[1:]}" for code in codes]
    for code in codes:
        RecoveryCode(factor=factor, digest=digest_of(code)).save()
    return codes


@action("approvals.factor_enrolled", says="activó su segundo factor de demostración")
def enrol_in_demonstration(*, by: Access, on: date | None = None) -> SecondFactor:
    """At once and without a telephone: the page of a demonstration shows the codes."""
    if not Chain.objects.get().is_demonstration:
        raise errors.OnlyInDemonstration
    factor = _begin(by, on)
    _confirm(factor, on)
    current_act().about(factor)
    return factor


@action("approvals.factor_ended", says="terminó su segundo factor para activar otro")
def end_own_factor(factor: SecondFactor, *, by: Access, on: date | None = None) -> SecondFactor:
    """After a right code, which who calls has judged: to change telephones."""
    factor = SecondFactor.objects.select_for_update().get(pk=factor.pk)
    if factor.user_id != by.user_id or factor.ended_on:
        raise errors.FactorNotBegun
    _end(factor, on)
    current_act().about(factor)
    return factor


@action("approvals.factor_reset", says="quitó el segundo factor de una cuenta")
def reset_factor(user_id: int, *, reason: str, by: Access, on: date | None = None) -> SecondFactor:
    """For who lost the telephone. Who may, is for the area that knows whose account it is."""
    if not reason.strip():
        raise errors.ReasonMissing
    if by.user_id == user_id:
        raise errors.OwnFactor
    factor = end_standing(user_id, on)
    if factor is None:
        raise errors.NoFactorToReset
    current_act().about(factor, reason=reason.strip())
    return factor


def end_standing(user_id: int, on: date | None) -> SecondFactor | None:
    """For an action that takes it off together with something else. None when there was none."""
    found = SecondFactor.objects.select_for_update().standing().filter(user=user_id)
    factor: SecondFactor | None = found.first()
    if factor is not None:
        _end(factor, on)
    return factor


@action("approvals.recovery_code_used", says="usó un código de recuperación de su segundo factor")
def use_recovery_code(code: RecoveryCode, *, by: Access, on: date | None = None) -> RecoveryCode:
    code = RecoveryCode.objects.select_for_update().select_related("factor").get(pk=code.pk)
    if code.used_on:
        raise errors.CodeAlreadyUsed
    code.used_on = on
    code.save(update_fields=["used_on"])
    left = RecoveryCode.objects.filter(factor=code.factor, used_on__isnull=True).count()
    current_act().about(code.factor, left=left)
    return code
