"""The one screen per RUN asks each area for what it registers of a person."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import clear_url_caches, include, path, reverse

from config.urls import urlpatterns as house
from minga.core import panels
from minga.core.panels import Panel, answer, panel_view
from tests.conftest import Cast
from tests.people.citizens import factories


@panel_view
def trees(request: Any, public_id: str) -> HttpResponse:
    """What an area of the tests has about a person."""
    context = {"refused": False}
    return answer(request, "core/_panel_failed.html", context, title="Árboles", back="/")


area = [path("de/<slug:public_id>/", trees, name="of_person")]
urlpatterns = [*house, path("sus-arboles/", include((area, "grove")))]


@pytest.fixture
def grove(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    monkeypatch.setattr(panels, "_registered", list(panels._registered))
    panels.register_panel(Panel("people.person", "grove:of_person", "Sus árboles", 40))
    panels.register_panel(Panel("people.person", "grove:of_person", "Secreto", 5, "core.audit"))


def test_the_panel_of_another_area_appears_after_ours(cast: Cast, grove: None) -> None:
    rosa = factories.rosa(cast)

    page = cast.celia.client().get("/atencion/", {"run": rosa.run}).content.decode()

    address = reverse("grove:of_person", args=[rosa.public_id])
    assert f'hx-get="{address}"' in page
    titles = ("Datos y contacto", "<h2>Hogar</h2>", "<h2>Atenciones</h2>", "Sus árboles")
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "Secreto" not in page


def test_each_panel_of_ours_is_a_fragment_and_a_page(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    client = cast.celia.client()

    for name in ("panel_data", "panel_household", "panel_attentions"):
        address = reverse(f"citizens:{name}", args=[rosa.public_id])
        assert "<html" in client.get(address).content.decode()
        assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
