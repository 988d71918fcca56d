"""The state of an account in one word, by the database and for one row."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from minga.core.approvals.models import SecondFactor
from minga.people.accounts.models import SecurityKey, SignIn, Throttle
from minga.people.models import Person

CLOSED, LOCKED, INVITED, OPEN = "cerrada", "bloqueada", "por entrar", "abierta"
TONES = {CLOSED: "none", LOCKED: "stop", INVITED: "wait", OPEN: "ok"}
STATES = [(name, name) for name in (OPEN, INVITED, LOCKED, CLOSED)]


def told(people: QuerySet[Person]) -> QuerySet[Any]:
    """With `state`, `entered_at`, `factor_on` and `has_key`, in the one query of the list."""
    of_account = OuterRef("user")
    entered = SignIn.objects.filter(user=of_account, result=SignIn.Result.ENTERED).order_by("-at")
    factor = SecondFactor.objects.confirmed().filter(user=of_account)
    locks = Throttle.objects.filter(
        user=of_account, scope=Throttle.Scope.NAME, locked_until__gt=timezone.now()
    )
    return people.annotate(
        entered_at=Subquery(entered.values("at")[:1]),
        factor_on=Subquery(factor.values("confirmed_on")[:1]),
        has_key=Exists(SecurityKey.objects.standing().filter(user=of_account)),
        state=Case(
            When(user__is_active=False, then=Value(CLOSED)),
            When(Exists(locks), then=Value(LOCKED)),
            # What Django stores where there is no password to be right.
            When(user__password__startswith=UNUSABLE_PASSWORD_PREFIX, then=Value(INVITED)),
            default=Value(OPEN),
        ),
    )


def moment(at: datetime | None) -> str:
    """«28-11-2007 12:31»; a dash for never."""
    return f"{timezone.localtime(at):%d-%m-%Y %H:%M}" if at else "nunca"
