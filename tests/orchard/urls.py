"""The addresses of the house, and those of the sample area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path

from config.urls import urlpatterns as house
from minga.core.lists.views.listing import page
from tests.orchard.kernel import TREES
from tests.orchard.models import Tree


def tree(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Tree.objects.visible_to(request.access), public_id=public_id)
    return render(request, "orchard/tree.html", {"tree": found})


area = [path("", page(TREES), name="trees"), path("<slug:public_id>/", tree, name="tree")]
urlpatterns = [*house, path("arboles/", include((area, "orchard")))]
