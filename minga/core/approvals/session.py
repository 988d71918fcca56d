"""A right code holds for a few minutes in the session where it was typed."""

from typing import Any

from minga.core.access import StaffRequest
from minga.core.approvals.factors import Proof

KEY = "second_factor"


def proof_of(request: StaffRequest) -> Proof | None:
    """None when there was none, it is old, or it is of a factor that ended since."""
    kept: Any = request.session.get(KEY)
    if not isinstance(kept, list) or len(kept) != 3:
        return None
    proof = Proof(*kept)
    return proof if proof.holds_for(request.access) else None


def keep(request: StaffRequest, proof: Proof) -> None:
    request.session[KEY] = [proof.factor_id, proof.user_id, proof.at]
