"""To another site, from a form of ours.

The content policy lets forms lead only here (`form-action 'self'`), also by redirects. So the
answer is a page of ours that says where one is going and has a link; its `Refresh` goes at once.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def away(request: HttpRequest, address: str, title: str, sentence: str) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "address": address}
    response = render(request, "accounts/away.html", context)
    response.headers["Refresh"] = f"0;url={address}"
    return response
