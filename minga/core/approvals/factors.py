"""Proving who one is with the telephone: a code is judged, taken once, and not tried too often.

Nothing here is part of an action: a failure counts also when nothing else happens.
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from minga.core.access import Access
from minga.core.approvals import errors
from minga.core.approvals.enrolment import use_recovery_code
from minga.core.approvals.models import FactorUse, RecoveryCode, SecondFactor
from minga.core.approvals.sealing import digest_of, unseal

# Other ways of proving it, that an area above brings: label and name of the address, for who has
# one. What they prove is kept as `proof_now` of the factor that they stand beside.
OtherProof = Callable[[int], tuple[str, str] | None]
other_proofs: list[OtherProof] = []

PERIOD = 30
# The code before and the one after also count: telephones are seldom exact.
WINDOW = (-1, 0, 1)
MOST_FAILURES = 5
LOCK = timedelta(minutes=5)
FRESH = 5 * 60


@dataclass(frozen=True)
class Proof:
    """A code was right: of which factor, and when by the clock."""

    factor_id: int
    user_id: int
    at: float

    def holds_for(self, by: Access, now: float | None = None) -> bool:
        """For five minutes, and for nobody else."""
        age = (time.time() if now is None else now) - self.at
        return by.user_id == self.user_id and 0 <= age <= FRESH


def standing(user_id: int | None) -> SecondFactor | None:
    return SecondFactor.objects.standing().filter(user=user_id).first() if user_id else None


def confirmed(user_id: int | None) -> SecondFactor | None:
    factor = standing(user_id)
    return factor if factor and factor.confirmed_on else None


def holds(proof: Proof | None, by: Access) -> bool:
    """Fresh, of this person, and of the factor that they still have."""
    factor = confirmed(by.user_id) if proof and proof.holds_for(by) else None
    return factor is not None and proof is not None and factor.pk == proof.factor_id


def other_proof(user_id: int) -> tuple[str, str] | None:
    """The first that the person has."""
    return next(filter(None, (find(user_id) for find in other_proofs)), None)


def current_code(factor: SecondFactor) -> str:
    """For the page of a demonstration, whose visitors have no telephone at hand."""
    secret = unseal(factor.secret)
    return pyotp.TOTP(secret).now() if secret else ""


def prove(by: Access, code: str) -> Proof:
    """A code of the telephone, or one of recovery. A wrong one is counted, whatever follows."""
    factor = confirmed(by.user_id)
    if factor is None:
        raise errors.FactorMissing
    check(factor, code, by=by)
    return proof_now(factor)


def proof_now(factor: SecondFactor) -> Proof:
    """After a code of it was right."""
    return Proof(factor.pk, factor.user_id, time.time())


def check(factor: SecondFactor, code: str, *, by: Access) -> None:
    """In transactions of its own: it is over before what it is for begins."""
    code = code.strip()
    if not code:
        raise errors.FactorNeeded
    _require_unlocked(factor)
    plain = code.replace(" ", "")
    if not (plain.isascii() and plain.isdigit()):
        _check_recovery(factor, code, by)
        return
    counter = _matching(factor, plain)
    if counter is None:
        raise _failed(factor)
    # One statement: of two requests with one code only one is right, on any engine; and none is
    # right once others have closed the factor meanwhile.
    is_open = Q(locked_until=None) | Q(locked_until__lte=timezone.now())
    unused = FactorUse.objects.filter(is_open, factor=factor, last_counter__lt=counter)
    if not unused.update(last_counter=counter, failures=0, locked_until=None):
        _require_unlocked(factor)
        raise errors.CodeAlreadyUsed


def _require_unlocked(factor: SecondFactor) -> None:
    use = FactorUse.objects.get(factor=factor)
    if use.locked_until and use.locked_until > timezone.now():
        raise errors.FactorLocked(use.locked_until)


def _matching(factor: SecondFactor, code: str) -> int | None:
    """The period of thirty seconds whose code it is."""
    secret = unseal(factor.secret)
    if secret is None:
        raise errors.FactorUnreadable
    totp, now = pyotp.TOTP(secret, interval=PERIOD), int(time.time()) // PERIOD
    periods = [now + step for step in WINDOW]
    right = [p for p in periods if hmac.compare_digest(totp.generate_otp(p), code)]
    return right[-1] if right else None


def _check_recovery(factor: SecondFactor, code: str, by: Access) -> None:
    found = RecoveryCode.objects.filter(factor=factor, digest=digest_of(code)).first()
    if found is None:
        raise _failed(factor)
    use_recovery_code(found, by=by)
    FactorUse.objects.filter(factor=factor).update(failures=0, locked_until=None)


def _failed(factor: SecondFactor) -> errors.WrongCode | errors.FactorLocked:
    """Count it; the fifth one closes the factor for five minutes."""
    with transaction.atomic():
        use = FactorUse.objects.select_for_update().get(factor=factor)
        use.failures += 1
        if use.failures < MOST_FAILURES:
            use.save(update_fields=["failures"])
            return errors.WrongCode(MOST_FAILURES - use.failures)
        use.failures, use.locked_until = 0, timezone.now() + LOCK
        use.save(update_fields=["failures", "locked_until"])
        return errors.FactorLocked(use.locked_until)
