"""Pages over the open version of something: what becomes of a request when it is no longer open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from minga.core.access import StaffRequest
from minga.core.versions import NotADraft

P = ParamSpec("P")
DraftView = Callable[Concatenate[StaffRequest, str, P], HttpResponse]


def of_the_draft(lands_on: str) -> Callable[[DraftView[P]], DraftView[P]]:
    """When it was approved or sent meanwhile: why, in a sentence, on the page that is named."""

    def wrap(view: DraftView[P]) -> DraftView[P]:
        @wraps(view)
        def guarded(
            request: StaffRequest, public_id: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            try:
                return view(request, public_id, *args, **kwargs)
            except NotADraft as error:
                messages.error(request, str(error))
                return redirect(lands_on, public_id)

        return cast(DraftView[P], guarded)

    return wrap
