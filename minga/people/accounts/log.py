"""The log of entries: who, when, from where, how, and what came of it. Kept for a year, or as long
as `MINGA_SIGN_IN_LOG_DAYS` says; the record of acts holds none of it."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from minga.people.accounts.models import SignIn
from minga.people.accounts.origin import origin_of
from minga.people.accounts.throttle import digest_of

How, Result = SignIn.How, SignIn.Result


def note(
    request: HttpRequest,
    how: SignIn.How,
    result: SignIn.Result,
    *,
    user_id: int | None = None,
    name: str = "",
) -> None:
    SignIn.objects.create(
        user_id=user_id,
        name_digest=digest_of(name) if name else "",
        origin=origin_of(request) or None,
        how=how,
        result=result,
    )


def last_of(user_id: int, count: int) -> list[SignIn]:
    return list(SignIn.objects.filter(user=user_id).order_by("-at", "-pk")[:count])


def old() -> QuerySet[SignIn]:
    return SignIn.objects.filter(at__lt=timezone.now() - timedelta(days=settings.SIGN_IN_LOG_DAYS))
