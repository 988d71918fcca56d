"""What a person last asked of each list, in a signed cookie of that list: a GET writes nothing."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from minga.core.lists.asked import MOST_QUERY, Asked
from minga.core.lists.spec import ListSpec

DAYS = 30


def _name(spec: ListSpec) -> str:
    return f"lista-{spec.key}"


def _signer(request: HttpRequest, spec: ListSpec) -> Signer:
    # The person is in the salt: who signs in after at the same browser begins anew.
    return Signer(salt=f"lists.{spec.key}.{request.user.pk}")


def last_asked(request: HttpRequest, spec: ListSpec) -> str:
    """The query of last time; empty when there is none, or it is somebody else's."""
    try:
        return _signer(request, spec).unsign(request.COOKIES.get(_name(spec), ""))
    except BadSignature:
        return ""


def remember(request: HttpRequest, response: HttpResponse, asked: Asked) -> None:
    """Keep what was asked, from its first page; asking for everything forgets."""
    spec, query = asked.spec, asked.but(view="").query()
    if not query or len(query) > MOST_QUERY:
        if _name(spec) in request.COOKIES:
            response.delete_cookie(_name(spec), path=request.path, samesite="Lax")
        return
    response.set_cookie(
        _name(spec),
        _signer(request, spec).sign(query),
        max_age=DAYS * 24 * 3600,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
